/** Parameters that carry a secret as their whole value, separators left out: OAuth, SAML, signed URLs, API keys. */
const SECRET_PARAMETER =
  /^(?:.*(?:token|secret|password|passwd|signature|jwt|assertion|apikey|sessionid|credential)|code|key|sig|sid|pwd|pass|auth|authorization|ticket|otp|samlresponse)$/;

const USERINFO = /((?:^|[^\w/])\/\/|:\/\/)([^/?#\s"'<>`]+)@/g;
/** `name=value` in a query or a fragment, of a value that is a URL as a whole. */
const PARAMETER = /([?&#])([^=&#]{1,64})=([^&#]+)/g;
/** The same in a text, where a URL ends before what cannot stand in one. */
const PARAMETER_IN_TEXT = /([?&#])([\w.~%[\]-]{1,64})=([^&#\s"'<>`]+)/g;

/**
 * Hides the secrets of a URL or a relative reference: user name and password, and parameters such as `access_token`. What
 * stands in their place is ASCII that no URL parser touches, so that a masked Location still leads to the masked request.
 */
export function maskUrl(url: string): string {
  return masked(url, PARAMETER);
}

/** The same of every URL in a text. */
export function maskUrls(text: string): string {
  return masked(text, PARAMETER_IN_TEXT);
}

function masked(text: string, parameter: RegExp): string {
  if (!/[@=]/.test(text)) return text;
  return text
    .replace(USERINFO, (_all, before: string, userinfo: string) => `${before}${hidden(userinfo)}@`)
    .replace(parameter, (all, mark: string, name: string, value: string) =>
      isSecret(name) ? `${mark}${name}=${hidden(value)}` : all,
    );
}

function isSecret(name: string): boolean {
  return SECRET_PARAMETER.test(name.toLowerCase().replace(/[-_.]|%5f|%2d/g, ''));
}

/** An encoded byte counts as the one that it stands for: a Location and the request after it may be encoded unlike. */
function hidden(secret: string): string {
  if (/^(?:\*{3}\(\d+\)|•••)$/.test(secret)) return secret;
  return `***(${secret.replace(/%[0-9a-f]{2}/gi, '_').length})`;
}
