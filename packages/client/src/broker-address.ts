/** Where a client publishes: the address that overlays take for it, and the topics below it (docs/mqtt.md). Pure. */

export interface BrokerAddress {
  /** With the brackets of an IPv6 address, and without the topic. */
  readonly server: string;
  /** The client's topics begin with it, such as `asystent/kitchen`. */
  readonly topic: string;
}

/** Two levels or more, without wildcards: as overlays read it. */
const TOPIC = /^[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)+$/i;
/** An overlay's id is one level of a topic. */
const LEVEL = /^[^+#/\0]{1,100}$/;

/** Parse `mqtt://HOST[:PORT]/TOPIC`, or `mqtts://…` with TLS. @throws RangeError, whose message holds no password. */
export function parseBrokerAddress(text: string): BrokerAddress {
  const [, scheme = '', rest = ''] = /^(mqtts?):\/\/(.*)$/i.exec(text.trim()) ?? [];
  // Only of the schemes that it knows, URL checks the host.
  const url = URL.canParse(`http://${rest}`) ? new URL(`http://${rest}`) : null;
  const topic = url?.pathname.slice(1) ?? '';
  if (scheme === '' || url === null || url.hostname === '' || url.username !== '' || /[@?#]/.test(rest)) {
    throw new RangeError('the address of a broker is mqtt://HOST/TOPIC or mqtts://HOST/TOPIC, without a login');
  }
  if (!TOPIC.test(topic)) throw new RangeError('a topic has two levels or more, such as asystent/kitchen');
  // URL leaves out the port that is usual for the web.
  const [, port = scheme.toLowerCase() === 'mqtts' ? '8883' : '1883'] = /^[^/]*:(\d+)(?:\/|$)/.exec(rest) ?? [];
  return { server: `${scheme.toLowerCase()}://${url.hostname}:${port}`, topic };
}

export interface ClientTopics {
  readonly status: string;
  readonly hello: string;
  readonly state: string;
  readonly command: string;
  /** A text that arrives here is presented as a notice. */
  readonly notice: string;
}

export function clientTopics(topic: string): ClientTopics {
  return {
    status: `${topic}/status`,
    hello: `${topic}/hello`,
    state: `${topic}/state`,
    command: `${topic}/command`,
    notice: `${topic}/notice`,
  };
}

/**
 * Return the topic for the answer to a command; null: nobody waits for it. The topic that a command asks for has to be an
 * overlay's: otherwise, a sender of commands could have the client write to any topic that it may write to.
 * @param asked the command's response topic. @param overlay the id in its body.
 */
export function answerTopic(topic: string, asked: string | null, overlay: unknown): string | null {
  const overlays = `${topic.slice(0, topic.lastIndexOf('/'))}/overlay/`;
  const named =
    asked?.startsWith(overlays) === true && asked.endsWith('/ack') ? asked.slice(overlays.length, -4) : null;
  const id = named !== null && LEVEL.test(named) ? named : overlay;
  return typeof id === 'string' && LEVEL.test(id) ? `${overlays}${id}/ack` : null;
}
