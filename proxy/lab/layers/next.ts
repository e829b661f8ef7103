/** Where something listens. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Where a layer passes requests on to: asked at each request, for once taps stand between it is another place. */
export type Next = () => Place;
