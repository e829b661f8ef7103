/** What of the journeys did not go into the policy, or what its reader should decide. */
export type Remark =
  | { readonly reason: 'not-seen'; readonly journey: string } // nothing of it passed corscope
  | { readonly reason: 'not-cors'; readonly journey: string }
  | { readonly reason: 'null-origin'; readonly url: string }
  | { readonly reason: 'no-origin'; readonly origin: string }
  | { readonly reason: 'no-method'; readonly method: string }
  | { readonly reason: 'no-header'; readonly header: string }
  | { readonly reason: 'other-api'; readonly api: string }
  | { readonly reason: 'credentials-unknown'; readonly api: string }
  | { readonly reason: 'more-was-allowed'; readonly names: readonly string[] };

/** A sentence, code in backticks. */
export function remarkText(remark: Remark): string {
  switch (remark.reason) {
    case 'not-seen':
      return `${remark.journey} did not pass through corscope, so what it needs is not known.`;
    case 'not-cors':
      return `CORS does not apply to ${remark.journey}, so no response header fixes it.`;
    case 'null-origin':
      return `\`${remark.url}\` was requested with \`Origin: null\`, which any sandboxed iframe or cross-origin redirect sends, so it is not allowed here. Give the page an origin of its own, or remove the redirect.`;
    case 'no-origin':
      return `\`${remark.origin}\` is not how a browser writes an origin, so it is not allowed here.`;
    case 'no-method':
      return `\`${remark.method}\` is not a method that a page can use, so it is not allowed here.`;
    case 'no-header':
      return `\`${remark.header}\` is not a header name, so it is not allowed here.`;
    case 'other-api':
      return `\`${remark.api}\` is another API: select its requests alone for a policy of its own.`;
    case 'credentials-unknown':
      return `The traffic does not show whether requests to \`${remark.api}\` are made with credentials, so credentials are allowed; omit Access-Control-Allow-Credentials if they are not.`;
    case 'more-was-allowed':
      return `The recorded response also allows ${remark.names.map(name => `\`${name}\``).join(', ')}, which these requests do not need: keep what other pages need.`;
  }
}
