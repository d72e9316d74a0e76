import * as v from 'valibot';

/** The frames of Home Assistant's WebSocket API, in both directions. The form of a result or an event depends on the request. */

const Frame = v.union([
  v.object({ type: v.literal('auth_required') }),
  v.object({ type: v.literal('auth_ok'), ha_version: v.string() }),
  v.object({ type: v.literal('auth_invalid') }),
  v.object({ type: v.literal('result'), id: v.number(), success: v.literal(true), result: v.unknown() }),
  v.object({
    type: v.literal('result'),
    id: v.number(),
    success: v.literal(false),
    error: v.object({ code: v.string(), message: v.fallback(v.string(), '') }),
  }),
  v.object({ type: v.literal('event'), id: v.number(), event: v.unknown() }),
]);
export type Frame = v.InferOutput<typeof Frame>;
/** A frame that answers a request of ours. */
export type Answer = Extract<Frame, { id: number }>;

/** A request without its id. */
export type Request = { readonly type: string } & Readonly<Record<string, unknown>>;

const FrameText = v.pipe(v.string(), v.parseJson(), Frame);

/** Parse a text frame. @returns null for one that the overlay does not use. */
export function parseFrame(raw: string): Frame | null {
  const parsed = v.safeParse(FrameText, raw);
  return parsed.success ? parsed.output : null;
}

/** Return the frame that presents the token. */
export function authFrame(token: string): string {
  return JSON.stringify({ type: 'auth', access_token: token });
}

/** @param id greater than that of every request before on the same socket. */
export function requestFrame(id: number, request: Request): string {
  return JSON.stringify({ id, ...request });
}
