import type { SettingsProblem } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';

function problemText(problem: SettingsProblem, t: Translate): string {
  if (problem.kind === 'replaced-values')
    return t('problem.replaced-values', { count: problem.fields.length, fields: problem.fields.join(', ') });
  if (problem.kind === 'unknown-kinds') return t('problem.unknown-kinds', { kinds: problem.kinds.join(', ') });
  return t(`problem.${problem.kind}`, 'keptAs' in problem ? { file: problem.keptAs } : {});
}

interface NoticesProps {
  readonly problems: readonly SettingsProblem[];
  readonly t: Translate;
}

/** The problems, each with its remedy. */
export function Notices({ problems, t }: NoticesProps) {
  return (
    <div role="alert">
      {problems.map((problem) => (
        <p className="notice problem" key={problem.kind}>
          {problemText(problem, t)}
        </p>
      ))}
    </div>
  );
}
