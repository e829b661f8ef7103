/** A value that is made when it is first asked for, and then kept. */
export interface Once<T> {
  (): Promise<T>;
  /** Null while nobody has asked, or it is still being made. */
  readonly made: T | null;
}

export function once<T>(make: () => Promise<T>): Once<T> {
  let promise: Promise<T> | null = null;
  let made: T | null = null;
  const get = () => {
    promise ??= make().then(value => {
      made = value;
      return value;
    });
    return promise;
  };
  return Object.defineProperty(get, 'made', { get: () => made }) as Once<T>;
}
