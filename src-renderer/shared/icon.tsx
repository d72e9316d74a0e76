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

/** The shapes of a microphone, to be put in an Icon. */
export function Microphone() {
  return (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
    </>
  );
}

/** A microphone that is crossed out; the line has a gap beside it, so that it reads at small sizes. */
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
