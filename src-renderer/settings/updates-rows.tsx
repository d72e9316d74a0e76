import type { Language } from '../../src-shared/languages.ts';
import type { Translate } from '../../src-shared/strings.ts';
import type { UpdatesView } from '../../src-shared/updates-contract.ts';
import { Switch } from './fields.tsx';
import { Row } from './row.tsx';
import type { SectionProps } from './sections.tsx';

/** The switch for the updates and, while it is on, the last check. */
export function UpdatesRows({ view, t, update }: SectionProps) {
  const { updates, language } = view;
  const { check } = view.settings.updates;
  return (
    <>
      <Switch
        label={t('updates.check')}
        hint={t(updates.hasPlace ? 'updates.checkHint' : 'updates.noPlace')}
        checked={check && updates.hasPlace}
        disabled={!updates.hasPlace}
        onChange={(checked) => update('updates', { check: checked })}
      />
      {check && updates.hasPlace && (
        <Row
          id="update-check"
          label={t('updates.last')}
          hint={lastCheckText(updates, language, t)}
          // The notice of a release says it itself.
          error={updates.problem === null || updates.offer !== null ? null : t(`updateProblem.${updates.problem}`)}
        >
          <button
            type="button"
            aria-describedby="update-check-hint"
            disabled={updates.activity !== 'none'}
            onClick={() => window.settings.updates('check')}
          >
            {t(updates.activity === 'checking' ? 'updates.checking' : 'updates.checkNow')}
          </button>
        </Row>
      )}
    </>
  );
}

export function lastCheckText({ checkedEpochMs, offer }: UpdatesView, language: Language, t: Translate): string {
  if (checkedEpochMs === null) return t('updates.never');
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(checkedEpochMs);
  if (offer === null) return t('updates.newest', { time });
  return t('updates.found', { time, version: offer.version });
}
