import { Row } from './row.tsx';
import type { SectionProps } from './sections.tsx';
import { UpdatesRows } from './updates-rows.tsx';

export function AboutSection({ view, t, update }: SectionProps) {
  const { about } = view;
  return (
    <>
      {about.isTestBuild && <p className="notice problem">{t('about.testBuild')}</p>}
      <Row id="versions" label={t('app.name')} hint={t('about.purpose')}>
        <dl className="versions" aria-label={t('about.versions')}>
          {(['overlay', 'electron', 'chromium', 'node'] as const).map((part) => (
            <div key={part}>
              <dt>{t(`about.${part}`)}</dt>
              <dd>{about[part]}</dd>
            </div>
          ))}
        </dl>
      </Row>
      <UpdatesRows view={view} t={t} update={update} />
      <Row id="log" label={t('about.log')} hint={about.logFolder}>
        <button type="button" aria-describedby="log-label log-hint" onClick={() => window.settings.openLogFolder()}>
          {t('about.openLogFolder')}
        </button>
      </Row>
      <Row id="quit" label={t('about.end')} hint={t('about.endHint')}>
        <button type="button" aria-describedby="quit-hint" onClick={() => window.settings.quit()}>
          {t('tray.quit')}
        </button>
      </Row>
      <Row id="licences" label={t('about.licences')} hint={t('about.licencesHint')} tall>
        <ul className="licences" aria-labelledby="licences-label">
          {BUNDLED_LICENCES.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <details>
                <summary>
                  {name} {version} · {licence}
                </summary>
                <p className="licence-text" lang="en">
                  {text}
                </p>
              </details>
            </li>
          ))}
        </ul>
      </Row>
    </>
  );
}
