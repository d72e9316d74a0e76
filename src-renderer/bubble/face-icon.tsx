import type { ReactNode } from 'react';
import type { Mark } from '../../src-shared/marks.ts';
import type { NoticeKind, Phase } from '../../src-shared/overlay-state.ts';
import { CrossedMicrophone, Icon, Loudspeaker, VoiceBars } from '../shared/icon.tsx';

/** A list with ticks. */
const SUMMARY = <path d="M4 7.5l1.7 1.7L9 5.9M12.5 7.5H20M4 16.3l1.7 1.7L9 14.7M12.5 16.5H20" />;

/** Every face has a shape of its own, so that colour is never the only sign. picture-motion.ts moves the classes. */
const SHAPES: Readonly<Record<Phase | NoticeKind | Mark, ReactNode>> = {
  connecting: <circle cx="12" cy="12" r="8" strokeDasharray="2.8 3.483" />,
  ready: <circle cx="12" cy="12" r="5" fill="currentColor" stroke="none" />,
  paused: <CrossedMicrophone />,
  listening: <VoiceBars pitch={4} />,
  thinking: (
    <g fill="currentColor" stroke="none">
      <circle className="dot" cx="4" cy="12" r="2.4" />
      <circle className="dot" cx="12" cy="12" r="2.4" />
      <circle className="dot" cx="20" cy="12" r="2.4" />
    </g>
  ),
  speaking: <Loudspeaker />,
  error: (
    <>
      <path d="M12 4l9 15.5H3z" />
      <path d="M12 10v3.8M12 16.6v.01" />
    </>
  ),
  offline: (
    <g transform="rotate(-45 12 12)">
      <path d="M8.5 7.5H7a4.5 4.5 0 0 0 0 9h1.5M15.5 7.5H17a4.5 4.5 0 0 1 0 9h-1.5" />
      <path d="M12 5v2M12 17v2" />
    </g>
  ),
  notification: (
    <>
      <path d="M6.2 16.8v-5.6a5.8 5.8 0 0 1 11.6 0v5.6l1.4 1.2H4.8z" />
      <path d="M12 5.2V3.6M10 21h4" />
    </>
  ),
  briefing: (
    <>
      <rect x="5" y="3.5" width="14" height="17" rx="2.5" />
      <path d="M9 8.5h6M9 12h6M9 15.5h3" />
    </>
  ),
  'day-summary': SUMMARY,
  summary: SUMMARY,
  // As large as the circle allows: a question mark.
  'needs-user': <path d="M6.8 7.6a5.2 5.2 0 1 1 8 4.4c-1.9 1.2-2.8 2-2.8 4M12 21.2v.01" />,
  // Filled, and beside its cross: at 9 px, a line across a microphone makes stripes of it.
  'microphone-off': (
    <>
      <rect x="4" y="2" width="8" height="12" rx="4" fill="currentColor" stroke="none" />
      <path d="M8 17v3.5M5 20.5h6M16 10l6 6M22 10l-6 6" />
    </>
  ),
  // Larger than the panel's, for a picture of 12 px.
  'sound-off': (
    <>
      <path d="M2 9v6h3.5l5.5 4.5v-15L5.5 9z" fill="currentColor" strokeWidth="2" />
      <path d="M16 9l6 6M22 9l-6 6" />
    </>
  ),
};

/** The picture of a phase, a notice or a mark. */
export function FaceIcon({ name }: { readonly name: Phase | NoticeKind | Mark }) {
  return <Icon name={name}>{SHAPES[name]}</Icon>;
}
