import type { ReactNode } from 'react';
import type { Phase } from '../../src-preload/contract.ts';
import { CrossedMicrophone, Icon, Loudspeaker, VoiceBars } from '../shared/icon.tsx';

/** A shape of its own for every phase, so that colour is never the only sign. The classes are what motion.css moves. */
const SHAPES: Readonly<Record<Phase, ReactNode>> = {
  connecting: <circle cx="12" cy="12" r="8" strokeDasharray="2.8 3.483" />,
  ready: <circle cx="12" cy="12" r="5" fill="currentColor" stroke="none" />,
  paused: <CrossedMicrophone />,
  listening: <VoiceBars />,
  thinking: (
    <g fill="currentColor" stroke="none">
      <circle className="dot" cx="4.5" cy="12" r="2.4" />
      <circle className="dot" cx="12" cy="12" r="2.4" />
      <circle className="dot" cx="19.5" cy="12" r="2.4" />
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
};

/** The picture of a phase. */
export function PhaseIcon({ phase }: { readonly phase: Phase }) {
  return <Icon name={phase}>{SHAPES[phase]}</Icon>;
}
