const ID = 'section-heading';

/** The name of the section that is open. It can take the focus over from what is going (`focusHeading`). */
export function SectionHeading({ name }: { readonly name: string }) {
  return (
    <h2 id={ID} tabIndex={-1}>
      {name}
    </h2>
  );
}

/** Moves the focus to the name of the open section. To be called before what has the focus goes: it would go to nowhere. */
export function focusHeading(): void {
  document.getElementById(ID)?.focus();
}
