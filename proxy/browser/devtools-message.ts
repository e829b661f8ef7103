import * as v from 'valibot';

/** An answer (with `id`) or an event (with `method`) of the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
const MessageSchema = v.object({
  id: v.optional(v.number()),
  method: v.optional(v.string()),
  params: v.optional(v.unknown()),
  sessionId: v.optional(v.string()),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ message: v.string() })),
});

export type DevToolsMessage = v.InferOutput<typeof MessageSchema>;

/** Null for what is no message of the protocol. */
export function decodeMessage(text: string): DevToolsMessage | null {
  try {
    const parsed = v.safeParse(MessageSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
