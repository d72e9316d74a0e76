import * as v from 'valibot';

/** The log of a conversation, which newer servers push while it goes on. */

/** The conversation since the user's last words, with them. */
export interface Chat {
  readonly heard: string | null;
  /** The answer as far as it has come: each message of the assistant that is complete; empty without one. */
  readonly text: string;
}

export const NO_CHAT: Chat = { heard: null, text: '' };

const Content = v.object({
  role: v.string(),
  content: v.fallback(v.nullable(v.string()), null),
  created: v.fallback(v.string(), ''),
});
const Event = v.object({
  event_type: v.string(),
  data: v.object({
    /** A message that is added. */
    content: v.optional(v.unknown()),
    /** The whole log. */
    chat_log: v.optional(v.object({ content: v.array(v.unknown()) })),
  }),
});

/**
 * Return the conversation after an event. An event of another form changes nothing. Pure.
 * @param sinceMs messages from before are of earlier turns (milliseconds since 1970, by Home Assistant's clock). 2026.2 has
 * those alone in a log that it sends in the middle of a turn.
 */
export function chatAfter(before: Chat, event: unknown, sinceMs: number): Chat {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return before;
  const { event_type, data } = parsed.output;
  const take = (chat: Chat, message: unknown) => withContent(chat, message, sinceMs);
  switch (event_type) {
    case 'initial_state':
      return Array.isArray(data.content) ? data.content.reduce(take, NO_CHAT) : before;
    case 'updated':
      return data.chat_log === undefined ? before : data.chat_log.content.reduce(take, NO_CHAT);
    case 'content_added':
      return take(before, data.content);
    default:
      return before;
  }
}

function withContent(chat: Chat, message: unknown, sinceMs: number): Chat {
  const parsed = v.safeParse(Content, message);
  if (!parsed.success || parsed.output.content === null) return chat;
  const { role, content, created } = parsed.output;
  if (!(Date.parse(created) >= sinceMs)) return chat;
  if (role === 'user') return { heard: content, text: '' };
  if (role !== 'assistant') return chat;
  return { ...chat, text: chat.text === '' ? content : `${chat.text}\n${content}` };
}
