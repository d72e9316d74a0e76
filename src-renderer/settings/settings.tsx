import { type ComponentType, useState } from 'react';
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

type Name = Section | 'assistant' | 'about';

/** The sections in their order: the overlay on this desktop, then the assistants, then what is seldom needed. */
const SECTIONS: readonly { readonly name: Name; readonly Content: ComponentType<SectionProps> }[] = [
  { name: 'appearance', Content: AppearanceSection },
  { name: 'position', Content: PositionSection },
  { name: 'behaviour', Content: BehaviourSection },
  { name: 'shortcuts', Content: ShortcutsSection },
  { name: 'login', Content: LoginSection },
  { name: 'connection', Content: ConnectionSection },
  { name: 'clients', Content: ClientsSection },
  { name: 'assistant', Content: AssistantSection },
  { name: 'diagnostics', Content: DiagnosticsSection },
  { name: 'about', Content: AboutSection },
];

/** Sections whose settings have defaults to go back to; what the system keeps has none. */
const RESETTABLE: readonly Section[] = [
  'appearance',
  'position',
  'behaviour',
  'connection',
  'diagnostics',
  'shortcuts',
];

interface SettingsPageProps {
  readonly view: SettingsView;
  readonly update: SectionProps['update'];
}

/** The whole page: the sections' names, and the one that is open. */
export function SettingsPage({ view, update }: SettingsPageProps) {
  const t = translator(view.language);
  const [open, setOpen] = useState<Name>('appearance');
  /** How often a section was reset: each time it is drawn anew, without what was typed into it and refused. */
  const [resets, setResets] = useState(0);
  const resettable = RESETTABLE.find((name) => name === open);

  return (
    <div className="settings" data-testid="settings">
      <nav aria-label={t('settings.sections')}>
        <h1>{t('settings.heading')}</h1>
        <ul>
          {SECTIONS.map(({ name }) => (
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
        <Notices view={view} t={t} />
        {SECTIONS.filter(({ name }) => name === open).map(({ name, Content }) => (
          <section key={name} aria-labelledby="section-heading">
            <SectionHeading name={t(`section.${name}`)} />
            {name === 'shortcuts' && <p className="hint">{t('shortcuts.hint')}</p>}
            <div className="rows">
              <Content key={resets} view={view} t={t} update={update} />
            </div>
          </section>
        ))}
        {resettable !== undefined && (
          <button
            type="button"
            id="reset"
            className="reset"
            aria-labelledby="reset section-heading"
            onClick={() => {
              window.settings.reset(resettable);
              setResets(resets + 1);
            }}
          >
            {t('settings.reset')}
          </button>
        )}
      </main>
    </div>
  );
}
