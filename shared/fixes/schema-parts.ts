import * as v from 'valibot';

/**
 * A field name is a token (RFC 9110 §5.1): anything else would split the head that the fix writes. What frames a body is no
 * fix's to change, for the body passes as it comes: the next message would begin in the middle of it (RFC 9112 §6.3).
 */
export function headerName() {
  return v.pipe(
    v.string(),
    v.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name (a token, RFC 9110 §5.1)'),
    v.check(
      name => !/^(?:content-length|transfer-encoding)$/i.test(name),
      'any header but Content-Length and Transfer-Encoding: they say where the body ends, and it passes as it comes',
    ),
  );
}

/** Bytes as latin-1 text, no line ends: a value with CR or LF would add lines of its own (RFC 9110 §5.5). */
export function headerValue() {
  return v.pipe(
    v.string(),
    v.regex(/^[^\r\n\0\u0100-\uffff]*$/, 'a header value (no line ends, no character over U+00FF)'),
  );
}

export function finalStatus() {
  return v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));
}

/** https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-set-cookie-header-field-2 */
export function cookieName() {
  return v.pipe(v.string(), v.regex(/^[!-:<>-~\x80-\xff]+$/, 'a cookie name (no space, no `=`, no `;`)'));
}

/** Null takes the attribute off; false does the same to one that has no value. */
export const CookieAttributesSchema = v.pipe(
  v.strictObject({
    sameSite: v.optional(v.nullable(v.picklist(['Strict', 'Lax', 'None']))),
    secure: v.optional(v.boolean()),
    httpOnly: v.optional(v.boolean()),
    partitioned: v.optional(v.boolean()),
    domain: v.optional(v.nullable(attributeValue())),
    path: v.optional(v.nullable(attributeValue())),
    maxAge: v.optional(v.nullable(v.pipe(v.number(), v.integer()))),
    expires: v.optional(v.nullable(attributeValue())),
  }),
  v.check(attributes => Object.keys(attributes).length > 0, 'at least one attribute'),
);

function attributeValue() {
  return v.pipe(v.string(), v.regex(/^[ -:<-~\x80-\xff]+$/, 'an attribute’s value (no `;`, no control character)'));
}
