const ID = 'section-heading';

/** The name of the open section, which can take the focus (`focusHeading`). */
export function SectionHeading({ name }: { readonly name: string }) {
  return (
    <h2 id={ID} tabIndex={-1}>
      {name}
    </h2>
  );
}

/** Focus the heading. Call before the focused element goes away, or the focus is lost. */
export function focusHeading(): void {
  document.getElementById(ID)?.focus();
}
