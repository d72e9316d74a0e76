import type { Translate } from '../../src-shared/strings.ts';
import type { UpdateOffer, UpdatesView } from '../../src-shared/updates-contract.ts';

interface UpdateNoticeProps {
  readonly offer: UpdateOffer;
  readonly updates: UpdatesView;
  readonly t: Translate;
}

/** A newer release, with its notes and its installation. */
export function UpdateNotice({ offer, updates, t }: UpdateNoticeProps) {
  const { version, notes, way } = offer;
  const { activity, problem } = updates;
  const isInstalling = activity === 'installing';
  return (
    <section className="notice update" aria-labelledby="update-label">
      <p id="update-label" role="status">
        {t(way === 'restart' ? 'updates.installed' : 'updates.available', { version })}
      </p>
      <div className="update-buttons">
        {way !== 'page' && (
          <button
            type="button"
            className="primary"
            disabled={activity !== 'none'}
            onClick={() => window.settings.updates(way)}
          >
            {t(isInstalling ? 'updates.installing' : `updates.${way}`)}
          </button>
        )}
        <button type="button" onClick={() => window.settings.updates('page')}>
          {t('updates.page')}
        </button>
      </div>
      {/* Mounted while still empty: screen readers announce only changes. */}
      <p className="error" role="alert">
        {problem !== null && t(`updateProblem.${problem}`)}
      </p>
      {notes !== '' && (
        <details>
          <summary>{t('updates.notes')}</summary>
          <p className="licence-text" lang="en">
            {notes}
          </p>
        </details>
      )}
    </section>
  );
}
