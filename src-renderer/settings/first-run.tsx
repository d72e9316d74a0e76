import { useEffect } from 'react';
import type { SettingsView } from '../../src-shared/settings-contract.ts';
import type { Anchor } from '../../src-shared/settings-limits.ts';
import { type Translate, translator } from '../../src-shared/strings.ts';
import { AnchorPicker } from './anchor-picker.tsx';
import { FirstAssistants } from './first-assistants.tsx';
import { Notices } from './notices.tsx';
import { Row } from './row.tsx';
import { SectionHeading } from './section-heading.tsx';
import { LanguageField, LoginSection, type SectionProps } from './sections.tsx';
import type { SectionPage } from './settings.tsx';

interface FirstRunProps {
  readonly view: SettingsView;
  readonly update: SectionProps['update'];
  /** Called when the user wants the settings, open at a section. */
  readonly onSettings: (section: SectionPage['name']) => void;
}

/** The page that a new user sees once: the choices to make before anything happens, and the way to the settings. */
export function FirstRun({ view, update, onSettings }: FirstRunProps) {
  const t = translator(view.language);
  useEffect(tellWhenSeen, []);
  const section = { view, t, update };
  const place = (anchor: Anchor) => update('position', { anchor });
  return (
    <div className="first-run" data-testid="first-run">
      <main>
        <header>
          <SectionHeading tag="h1" name={t('firstRun.heading')} />
          <p className="hint">{t('firstRun.intro')}</p>
        </header>
        {/* The row of the icon says what to do without a tray. */}
        <Notices problems={view.problems.filter(({ kind }) => kind !== 'no-tray')} t={t} />
        <div className="rows">
          <LanguageField {...section} />
          <FirstAssistants view={view} t={t} onSettings={() => onSettings('clients')} />
          <AnchorPicker anchor={view.settings.position.anchor} onChange={place} t={t} />
          <LoginSection {...section} />
          <IconRow view={view} t={t} />
        </div>
      </main>
      <footer>
        <button type="button" onClick={() => onSettings('appearance')}>
          {t('firstRun.settings')}
        </button>
        <button type="button" className="primary" onClick={() => window.settings.firstRun('done')}>
          {t('firstRun.done')}
        </button>
      </footer>
    </div>
  );
}

/** A frame is drawn only while the window can be seen, and the second one comes after the first is on the screen. */
function tellWhenSeen(): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => window.settings.firstRun('seen'));
  });
  return () => cancelAnimationFrame(frame);
}

/** Where the overlay's icon is, as it looks now; or how to come back without one. */
function IconRow({ view, t }: { readonly view: SettingsView; readonly t: Translate }) {
  if (view.problems.some(({ kind }) => kind === 'no-tray')) {
    return (
      <Row id="icon" label={t('firstRun.noTray')} hint={t('firstRun.noTrayHint')} tall>
        <code className="line">{view.settingsCommand}</code>
      </Row>
    );
  }
  const phase = view.clients.find(({ isShown }) => isShown)?.phase ?? 'connecting';
  const picture = new URL(`../../assets/tray/${phase}@2x.png`, import.meta.url).href;
  return (
    <Row id="icon" label={t('firstRun.icon')} hint={t('firstRun.iconHint')}>
      <span className="tray-picture">
        <img src={picture} alt="" />
      </span>
    </Row>
  );
}
