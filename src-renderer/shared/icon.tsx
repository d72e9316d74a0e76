import type { ReactNode } from 'react';

/** The frame of every icon: a 24 × 24 grid, one line weight, rounded ends, in the colour of the text around it. */
export function Icon({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      data-icon={name}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** The shapes of a microphone, for an Icon. */
export function Microphone() {
  return (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  );
}

/** A crossed-out microphone. A gap beside the line keeps it legible at small sizes. */
export function CrossedMicrophone() {
  return (
    <>
      <mask id="beside-the-line" maskUnits="userSpaceOnUse" x="0" y="0" width="24" height="24">
        <path d="M0 0h24v24H0z" fill="#fff" stroke="none" />
        <path d="M4 3.5l16.5 16.5" stroke="#000" strokeWidth="4.8" />
      </mask>
      <g mask="url(#beside-the-line)">
        <Microphone />
      </g>
      <path d="M4 3.5l16.5 16.5" />
    </>
  );
}

/**
 * The bars of a voice. picture-motion.ts moves the classes.
 * @param pitch from bar to bar on the grid. In a picture of 24 px, 4: only multiples of 4 px are whole at every scale, and
 * equally sharp bars need that.
 */
export function VoiceBars({ pitch }: { readonly pitch: number }) {
  const pair = (place: number) => [12 - place * pitch, 12 + place * pitch];
  return (
    <>
      <path className="bar bar-middle" d="M12 4.5v15" />
      <path
        className="bar bar-inner"
        d={pair(1)
          .map((x) => `M${x} 8v8`)
          .join('')}
      />
      <path
        className="bar bar-outer"
        d={pair(2)
          .map((x) => `M${x} 10.5v3`)
          .join('')}
      />
    </>
  );
}

/** A loudspeaker with the waves of its sound. */
export function Loudspeaker() {
  return (
    <>
      <path d="M3 9.5v5h3.5L11 18.5v-13L6.5 9.5z" fill="currentColor" />
      <path className="wave wave-near" d="M14.75 9.25a4.5 4.5 0 0 1 0 5.5" />
      <path className="wave wave-far" d="M17.75 6a9 9 0 0 1 0 12" />
    </>
  );
}

/** A crossed-out loudspeaker. */
export function CrossedLoudspeaker() {
  return (
    <>
      <path d="M3 9.5v5h3.5L11 18.5v-13L6.5 9.5z" fill="currentColor" />
      <path d="M15.5 9.5l5 5M20.5 9.5l-5 5" />
    </>
  );
}
