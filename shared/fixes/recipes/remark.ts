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
      return `Nothing of ${remark.journey} passed corscope, so what it needs is not known.`;
    case 'not-cors':
      return `CORS has no say in ${remark.journey}: no header of a server's mends it.`;
    case 'null-origin':
      return `\`${remark.url}\` was asked with \`Origin: null\`, which every sandboxed frame and every redirect to another site sends: it is not allowed here. Serve the page from an address, or take the redirect away.`;
    case 'no-origin':
      return `\`${remark.origin}\` is not how a browser writes an origin, so it is not allowed here.`;
    case 'no-method':
      return `\`${remark.method}\` is not a method that a page can ask for, so it is not allowed here.`;
    case 'no-header':
      return `\`${remark.header}\` is not a header's name, so it is not allowed here.`;
    case 'other-api':
      return `\`${remark.api}\` is another API: select its requests alone for a policy of its own.`;
    case 'credentials-unknown':
      return `Whether the page asks \`${remark.api}\` with credentials does not show, so they are allowed; leave Access-Control-Allow-Credentials out if it does not.`;
    case 'more-was-allowed':
      return `The answer that was recorded allows ${remark.names.map(name => `\`${name}\``).join(', ')} as well, which these requests do not ask for: keep what other pages need.`;
  }
}
