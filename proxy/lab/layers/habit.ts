import type { ClientRequest, IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Header fields as http-proxy has them: an object, a list where a name has several lines. */
export type Fields = NodeJS.Dict<OutgoingHttpHeader>;

/** What a gateway or a reverse proxy does of its own on a case's route; everything else it passes on. */
export interface ProxyHabit {
  /** Answers in place of the layers behind it where it returns true. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Changes the request on its way further. */
  readonly ask?: (request: ClientRequest) => void;
  /** Changes the answer's header fields on their way back. */
  readonly amend?: (fields: Fields, request: IncomingMessage) => void;
}

export interface CdnHabit {
  /** One stored answer serves all, whatever its Vary names. */
  readonly ignoresVary?: boolean;
}
