import { type ComponentType, Fragment, useState } from 'react';
import type { Section } from '../../src-shared/settings.ts';
import type { SettingsView } from '../../src-shared/settings-contract.ts';
import { translator } from '../../src-shared/strings.ts';
import { AboutSection } from './about-section.tsx';
import { AssistantSection } from './assistant-section.tsx';
import { ClientsSection } from './clients-section.tsx';
import { DiagnosticsSection } from './diagnostics-section.tsx';
import { Notices } from './notices.tsx';
import { SectionHeading } from './section-heading.tsx';
import {
  AppearanceSection,
  BehaviourSection,
  ConnectionSection,
  LoginSection,
  PositionSection,
  type SectionProps,
  ShortcutsSection,
} from './sections.tsx';
import { UpdateNotice } from './update-notice.tsx';

export type SectionPage = { readonly Content: ComponentType<SectionProps> } & (
  | { readonly name: Exclude<Section, 'firstRun' | 'updates'>; readonly hasDefaults: true }
  | { readonly name: 'login' | 'clients' | 'assistant' | 'about'; readonly hasDefaults: false }
);

/** The sections in their order: the overlay on this desktop, then the assistants, then the seldom needed ones. */
const PAGES: readonly SectionPage[] = [
  { name: 'appearance', Content: AppearanceSection, hasDefaults: true },
  { name: 'position', Content: PositionSection, hasDefaults: true },
  { name: 'behaviour', Content: BehaviourSection, hasDefaults: true },
  { name: 'shortcuts', Content: ShortcutsSection, hasDefaults: true },
  { name: 'login', Content: LoginSection, hasDefaults: false },
  { name: 'connection', Content: ConnectionSection, hasDefaults: true },
  { name: 'clients', Content: ClientsSection, hasDefaults: false },
  { name: 'assistant', Content: AssistantSection, hasDefaults: false },
  { name: 'diagnostics', Content: DiagnosticsSection, hasDefaults: true },
  { name: 'about', Content: AboutSection, hasDefaults: false },
];

interface SettingsPageProps {
  readonly view: SettingsView;
  readonly update: SectionProps['update'];
  /** The section that is open first. */
  readonly first: SectionPage['name'];
}

/** The whole page: the list of sections, and the open one. */
export function SettingsPage({ view, update, first }: SettingsPageProps) {
  const t = translator(view.language);
  const [open, setOpen] = useState(first);
  /** Counts the resets. Each one mounts the section anew, without the refused text in it. */
  const [resets, setResets] = useState(0);

  return (
    <div className="settings" data-testid="settings">
      <nav aria-label={t('settings.sections')}>
        <h1>{t('settings.heading')}</h1>
        <ul>
          {PAGES.map(({ name }) => (
            <li key={name}>
              <button
                type="button"
                data-section={name}
                aria-current={name === open ? 'page' : undefined}
                onClick={() => setOpen(name)}
              >
                {t(`section.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <main>
        <Notices problems={view.problems} t={t} />
        {view.updates.offer !== null && <UpdateNotice offer={view.updates.offer} updates={view.updates} t={t} />}
        {PAGES.filter(({ name }) => name === open).map(({ Content, ...page }) => (
          <Fragment key={page.name}>
            <section aria-labelledby="section-heading">
              <SectionHeading name={t(`section.${page.name}`)} />
              {page.name === 'shortcuts' && (
                <p className="hint">{t(view.shortcutCommands === null ? 'shortcuts.hint' : 'shortcuts.waylandHint')}</p>
              )}
              <div className="rows">
                <Content key={resets} view={view} t={t} update={update} />
              </div>
            </section>
            {page.hasDefaults && (
              <button
                type="button"
                id="reset"
                className="reset"
                aria-labelledby="reset section-heading"
                onClick={() => {
                  window.settings.reset(page.name);
                  setResets(resets + 1);
                }}
              >
                {t('settings.reset')}
              </button>
            )}
          </Fragment>
        ))}
      </main>
    </div>
  );
}
