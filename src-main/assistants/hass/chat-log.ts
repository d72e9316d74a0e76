import * as v from 'valibot';

/** The log of a conversation, which newer servers push while it goes on. */

/** What has been said since the user's last words. */
export interface Chat {
  readonly heard: string | null;
  /** The answer as far as it has come: each message of the assistant that is complete; empty without one. */
  readonly text: string;
}

export const NO_CHAT: Chat = { heard: null, text: '' };

const Content = v.object({ role: v.string(), content: v.fallback(v.nullable(v.string()), null) });
const Event = v.object({
  event_type: v.string(),
  data: v.object({
    /** Of one message that is added. */
    content: v.optional(v.unknown()),
    /** Of the whole log. */
    chat_log: v.optional(v.object({ content: v.array(v.unknown()) })),
  }),
});

/** Return what is known of the log after an event. An event of another form changes nothing. Pure. */
export function chatAfter(before: Chat, event: unknown): Chat {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return before;
  const { event_type, data } = parsed.output;
  switch (event_type) {
    case 'initial_state':
      return Array.isArray(data.content) ? data.content.reduce(withContent, NO_CHAT) : before;
    case 'updated':
      return data.chat_log === undefined ? before : data.chat_log.content.reduce(withContent, NO_CHAT);
    case 'content_added':
      return withContent(before, data.content);
    default:
      return before;
  }
}

function withContent(chat: Chat, message: unknown): Chat {
  const parsed = v.safeParse(Content, message);
  if (!parsed.success || parsed.output.content === null) return chat;
  const { role, content } = parsed.output;
  if (role === 'user') return { heard: content, text: '' };
  if (role !== 'assistant') return chat;
  return { ...chat, text: chat.text === '' ? content : `${chat.text}\n${content}` };
}
