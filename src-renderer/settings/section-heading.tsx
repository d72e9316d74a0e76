const ID = 'section-heading';

interface SectionHeadingProps {
  readonly name: string;
  /** Default: `h2`. */
  readonly tag?: 'h1' | 'h2';
}

/** The name of the open section, which can take the focus (`focusHeading`). */
export function SectionHeading({ name, tag: Tag = 'h2' }: SectionHeadingProps) {
  return (
    <Tag id={ID} tabIndex={-1}>
      {name}
    </Tag>
  );
}

/** Focus the heading. Call before the focused element goes away, or the focus is lost. */
export function focusHeading(): void {
  document.getElementById(ID)?.focus();
}
