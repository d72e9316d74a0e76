interface CounterRowsProps {
  readonly rows: readonly { readonly id: string; readonly label: string; readonly value: string }[];
}

/** The rows of a list of counters. */
export function CounterRows({ rows }: CounterRowsProps) {
  return rows.map(({ id, label, value }) => (
    <div key={id} data-row={id}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  ));
}
