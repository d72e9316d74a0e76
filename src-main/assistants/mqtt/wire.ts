import * as v from 'valibot';

/** The topics of a client and of an overlay on a broker (docs/mqtt.md), and the text frames of a link. Pure. */

export interface Topics {
  /** The client's, retained. */
  readonly status: string;
  readonly hello: string;
  /** `online` or `offline`, retained; the client's will is `offline`. */
  readonly state: string;
  /** Where the client takes commands. */
  readonly command: string;
  /** Where this overlay takes the answers. */
  readonly ack: string;
  /** `online` or `offline` of this overlay, retained; its will is `offline`. */
  readonly ownState: string;
}

/** @param path the client's, such as `asystent/kitchen`. */
export function topicsOf(path: string, overlayId: string): Topics {
  const base = path.slice(0, path.lastIndexOf('/'));
  return {
    status: `${path}/status`,
    hello: `${path}/hello`,
    state: `${path}/state`,
    command: `${path}/command`,
    ack: `${base}/overlay/${overlayId}/ack`,
    ownState: `${base}/overlay/${overlayId}/state`,
  };
}

/** A message of the broker. */
export type Delivery =
  /** It has granted the subscriptions. */
  | { readonly kind: 'subscribed' }
  | {
      readonly kind: 'publish';
      readonly topic: string;
      readonly payload: string;
      /** It was on the broker before we subscribed. */
      readonly isRetained: boolean;
      /** The correlation data of an answer; null: none. */
      readonly correlation: string | null;
    };

/** A delivery, by its topic. The texts of the protocol are parsed elsewhere. */
export type Message =
  | { readonly kind: 'subscribed' }
  | { readonly kind: 'status'; readonly raw: string; readonly isRetained: boolean }
  | { readonly kind: 'hello'; readonly raw: string }
  | { readonly kind: 'state' | 'own-state'; readonly isOnline: boolean }
  | { readonly kind: 'ack'; readonly raw: string; readonly correlation: string | null };

const DeliveryText = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('kind', [
    v.object({ kind: v.literal('subscribed') }),
    v.object({
      kind: v.literal('publish'),
      topic: v.string(),
      payload: v.string(),
      isRetained: v.boolean(),
      correlation: v.nullable(v.string()),
    }),
  ]),
);

/** A link carries text frames. */
export function deliveryFrame(delivery: Delivery): string {
  return JSON.stringify(delivery);
}

/** Read a text of `deliveryFrame`; null for anything else. Never throws. */
export function readArrival(raw: string): Delivery | null {
  const parsed = v.safeParse(DeliveryText, raw);
  return parsed.success ? parsed.output : null;
}

/** Read a delivery; null for one that the overlay does not use. Never throws. */
export function readDelivery(topics: Topics, raw: string): Message | null {
  const delivery = readArrival(raw);
  if (delivery === null) return null;
  if (delivery.kind === 'subscribed') return delivery;
  const { topic, payload, isRetained, correlation } = delivery;
  switch (topic) {
    case topics.status:
      return { kind: 'status', raw: payload, isRetained };
    case topics.hello:
      return { kind: 'hello', raw: payload };
    case topics.state:
      return stateMessage('state', payload);
    case topics.ownState:
      return stateMessage('own-state', payload);
    case topics.ack:
      // An answer that was kept is none to a command of ours.
      return isRetained ? null : { kind: 'ack', raw: payload, correlation };
    default:
      return null;
  }
}

function stateMessage(kind: 'state' | 'own-state', payload: string): Message | null {
  if (payload === 'online') return { kind, isOnline: true };
  return payload === 'offline' ? { kind, isOnline: false } : null;
}

const OutgoingText = v.pipe(
  v.string(),
  v.parseJson(),
  v.variant('kind', [
    v.object({ kind: v.literal('own-state'), payload: v.picklist(['online', 'offline']) }),
    v.object({ kind: v.literal('command'), id: v.string(), payload: v.string() }),
  ]),
);
/** A message that the overlay publishes. */
export type Outgoing = v.InferOutput<typeof OutgoingText>;

export function outgoingFrame(outgoing: Outgoing): string {
  return JSON.stringify(outgoing);
}

/** Parse a frame of `outgoingFrame`. @throws for anything else. */
export function readOutgoing(frame: string): Outgoing {
  return v.parse(OutgoingText, frame);
}
