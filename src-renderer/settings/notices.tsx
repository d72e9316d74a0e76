import type { SettingsProblem, SettingsView } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { focusHeading } from './section-heading.tsx';

function problemText(problem: SettingsProblem, t: Translate): string {
  if (problem.kind === 'replaced-values')
    return t('problem.replaced-values', { count: problem.fields.length, fields: problem.fields.join(', ') });
  if (problem.kind === 'unknown-kinds') return t('problem.unknown-kinds', { kinds: problem.kinds.join(', ') });
  return t(`problem.${problem.kind}`, 'keptAs' in problem ? { file: problem.keptAs } : {});
}

interface NoticesProps {
  readonly view: SettingsView;
  readonly t: Translate;
}

/** The problems, and the question about starting at login, which is asked once. */
export function Notices({ view, t }: NoticesProps) {
  const answer = (yes: boolean) => {
    window.settings.answerLogin(yes);
    focusHeading();
  };
  const asks = !view.settings.login.asked && view.login.status === 'off';
  return (
    <>
      <div role="alert">
        {view.problems.map((problem) => (
          <p className="notice problem" key={problem.kind}>
            {problemText(problem, t)}
          </p>
        ))}
      </div>
      {asks && (
        <section className="notice question" aria-labelledby="login-question">
          <div>
            <h2 id="login-question">{t('login.question')}</h2>
            <p className="hint">
              {view.loginLine === null
                ? t('login.questionHint')
                : t('login.questionIgnored', { desktop: view.loginLine.desktop })}
            </p>
          </div>
          <button type="button" className="primary" onClick={() => answer(true)}>
            {t('login.yes')}
          </button>
          <button type="button" onClick={() => answer(false)}>
            {t('login.no')}
          </button>
        </section>
      )}
    </>
  );
}
