import { LANGUAGE_NAMES, PSEUDO_LANGUAGE } from '../../src-shared/languages.ts';
import type { Section, Settings } from '../../src-shared/settings.ts';
import type { SettingsView } from '../../src-shared/settings-contract.ts';
import {
  DISPLAY_CHOICES,
  DRAWINGS,
  FORMS,
  LANGUAGE_CHOICES,
  LIMITS,
  SHORTCUT_NAMES,
  SIZE_PERCENTS,
  SIZES,
  sizeOf,
  THEMES,
  VISIBILITIES,
} from '../../src-shared/settings-limits.ts';
import type { StringKey, Translate } from '../../src-shared/strings.ts';
import { AnchorPicker } from './anchor-picker.tsx';
import { Choice, Select, Slider, Switch } from './fields.tsx';
import { PortsField } from './ports-field.tsx';
import { Row } from './row.tsx';
import { ShortcutField } from './shortcut-field.tsx';
import { StandingRow } from './standing.tsx';

export interface SectionProps {
  readonly view: SettingsView;
  readonly t: Translate;
  readonly update: <S extends Section>(section: S, changes: Partial<Settings[S]>) => void;
}

export function AppearanceSection({ view, t, update }: SectionProps) {
  const { appearance } = view.settings;
  const set = (changes: Partial<Settings['appearance']>) => update('appearance', changes);
  const slider = (field: 'scalePercent' | 'opacityPercent' | 'cardWidthPx', label: StringKey, unit: StringKey) => (
    <Slider
      label={t(label)}
      limits={LIMITS[field]}
      value={appearance[field]}
      shown={t(unit, { value: appearance[field] })}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <>
      <Choice
        label={t('appearance.theme')}
        values={THEMES}
        value={appearance.theme}
        nameOf={(each) => t(`theme.${each}`)}
        onChange={(value) => set({ theme: value })}
      />
      <LanguageField view={view} t={t} update={update} />
      <Choice
        label={t('appearance.form')}
        hint={t(`formHint.${appearance.form}`)}
        values={FORMS}
        value={appearance.form}
        nameOf={(each) => t(`form.${each}`)}
        onChange={(value) => set({ form: value })}
      />
      <Choice
        label={t('appearance.size')}
        values={SIZES}
        value={sizeOf(appearance.scalePercent)}
        nameOf={(each) => t(`size.${each}`)}
        onChange={(value) => set({ scalePercent: SIZE_PERCENTS[value] })}
      />
      {slider('scalePercent', 'appearance.scale', 'appearance.percent')}
      {slider('opacityPercent', 'appearance.opacity', 'appearance.percent')}
      <Switch
        label={t('appearance.showCard')}
        hint={t('appearance.showCardHint')}
        checked={appearance.showCard}
        onChange={(checked) => set({ showCard: checked })}
      />
      {appearance.showCard && slider('cardWidthPx', 'appearance.cardWidth', 'appearance.pixels')}
      {appearance.showCard && (
        <Switch
          label={t('appearance.formatAnswers')}
          hint={t('appearance.formatAnswersHint')}
          checked={appearance.formatAnswers}
          onChange={(checked) => set({ formatAnswers: checked })}
        />
      )}
      <Switch
        label={t('appearance.showHeard')}
        hint={t('appearance.showHeardHint')}
        checked={appearance.showHeard}
        onChange={(checked) => set({ showHeard: checked })}
      />
      <Switch
        label={t('appearance.reducedMotion')}
        hint={t('appearance.reducedMotionHint')}
        checked={appearance.reducedMotion === 'always'}
        onChange={(checked) => set({ reducedMotion: checked ? 'always' : 'auto' })}
      />
      <Choice
        label={t('appearance.drawing')}
        hint={t('appearance.drawingHint')}
        values={DRAWINGS}
        value={appearance.drawing}
        nameOf={(each) => t(`drawing.${each}`)}
        onChange={(value) => set({ drawing: value })}
      />
    </>
  );
}

export function LanguageField({ view, t, update }: SectionProps) {
  const fixed = view.environment.language;
  return (
    <Select
      label={t('appearance.language')}
      values={fixed === PSEUDO_LANGUAGE ? [PSEUDO_LANGUAGE] : LANGUAGE_CHOICES}
      value={fixed ?? view.settings.appearance.language}
      nameOf={(each) => (each === 'auto' ? t('language.auto') : LANGUAGE_NAMES[each])}
      onChange={(value) => value !== PSEUDO_LANGUAGE && update('appearance', { language: value })}
      {...(fixed !== null && {
        disabled: true,
        hint: t('appearance.languageFixed', { variable: 'ASYSTENT_LANG' }),
      })}
    />
  );
}

export function PositionSection({ view, t, update }: SectionProps) {
  const { display, anchor, places } = view.settings.position;
  const hint = displayHint(view);
  const count = Object.keys(places).length;
  return (
    <>
      <Select
        label={t('position.display')}
        {...(hint === null ? {} : { hint: t(hint) })}
        values={DISPLAY_CHOICES}
        value={display}
        nameOf={(each) => t(`display.${each}`)}
        onChange={(value) => update('position', { display: value })}
      />
      <AnchorPicker
        anchor={anchor}
        hint={t('position.anchorHint')}
        onChange={(value) => update('position', { anchor: value, places: {}, home: null })}
        t={t}
      />
      <Row
        id="places"
        label={t('position.places')}
        hint={count === 0 ? t('position.noPlaces') : t('position.placesOn', { count })}
      >
        <button
          type="button"
          // `disabled` would drop the focus right after the press.
          aria-disabled={count === 0}
          aria-describedby="places-label places-hint"
          onClick={() => {
            if (count > 0) update('position', { places: {}, home: null });
          }}
        >
          {t('position.forget')}
        </button>
      </Row>
    </>
  );
}

function displayHint({ settings, isWayland, reach }: SettingsView): StringKey | null {
  const { display } = settings.position;
  if (display === 'cursor' && isWayland) return 'position.waylandHint';
  if (display !== 'focused' || reach.windows === 'all') return null;
  return reach.windows === 'x11' ? 'position.focusedX11' : 'position.focusedUnknown';
}

export function BehaviourSection({ view, t, update }: SectionProps) {
  const { visibility, hideOverFullScreen, showUrgent, keepOutOfCaptures, lingerSeconds, keepAnswers } =
    view.settings.behaviour;
  const { windows, captures } = view.reach;
  const hints = (...keys: readonly StringKey[]) => keys.map((key) => t(key)).join(' ');
  return (
    <>
      <Choice
        label={t('behaviour.visibility')}
        hint={t(`visibilityHint.${visibility}`)}
        values={VISIBILITIES}
        value={visibility}
        nameOf={(each) => t(`visibility.${each}`)}
        onChange={(value) => update('behaviour', { visibility: value })}
      />
      <Switch
        label={t('behaviour.hideOverFullScreen')}
        hint={
          windows === 'none'
            ? t('behaviour.fullScreenUnknown')
            : hints('behaviour.fullScreenHint', ...(windows === 'x11' ? (['behaviour.fullScreenX11'] as const) : []))
        }
        checked={hideOverFullScreen && windows !== 'none'}
        disabled={windows === 'none'}
        onChange={(checked) => update('behaviour', { hideOverFullScreen: checked })}
      />
      <Switch
        label={t('behaviour.showUrgent')}
        hint={t('behaviour.showUrgentHint')}
        checked={showUrgent}
        onChange={(checked) => update('behaviour', { showUrgent: checked })}
      />
      <Switch
        label={t('behaviour.keepOutOfCaptures')}
        hint={
          captures === 'never'
            ? t('behaviour.capturesNever')
            : hints('behaviour.capturesHint', ...(captures === 'older' ? (['behaviour.capturesOlder'] as const) : []))
        }
        checked={keepOutOfCaptures && captures !== 'never'}
        disabled={captures === 'never'}
        onChange={(checked) => update('behaviour', { keepOutOfCaptures: checked })}
      />
      <Slider
        label={t('behaviour.linger')}
        limits={LIMITS.lingerSeconds}
        value={lingerSeconds}
        shown={t('behaviour.seconds', { count: lingerSeconds })}
        onChange={(value) => update('behaviour', { lingerSeconds: value })}
      />
      <Switch
        label={t('behaviour.keepAnswers')}
        hint={t('behaviour.keepAnswersHint')}
        checked={keepAnswers}
        onChange={(checked) => update('behaviour', { keepAnswers: checked })}
      />
    </>
  );
}

type PortList = 'wsPorts' | 'httpPorts';

export function ConnectionSection({ view, t, update }: SectionProps) {
  const { environment, settings } = view;
  const portsOf = (list: PortList) => environment[list] ?? settings.connection[list];
  const portsField = (list: PortList, others: PortList, variable: string) => (
    <PortsField
      label={t(`connection.${list}`)}
      hint={environment[list] === null ? t(`connection.${list}Hint`) : t('connection.portsFixed', { variable })}
      ports={portsOf(list)}
      others={portsOf(others)}
      readOnly={environment[list] !== null}
      onChange={(ports) => update('connection', { [list]: ports })}
      t={t}
    />
  );
  return (
    <>
      {view.clients.map((client) => (
        <StandingRow key={client.id} client={client} language={view.language} t={t} />
      ))}
      {portsField('wsPorts', 'httpPorts', 'ASYSTENT_WS_PORTS')}
      {portsField('httpPorts', 'wsPorts', 'ASYSTENT_HTTP_PORTS')}
      <Switch
        label={t('connection.allowRemoteQuit')}
        hint={t('connection.allowRemoteQuitHint')}
        checked={settings.connection.allowRemoteQuit}
        onChange={(checked) => update('connection', { allowRemoteQuit: checked })}
      />
    </>
  );
}

export function ShortcutsSection({ view, t, update }: SectionProps) {
  return SHORTCUT_NAMES.map((name) => (
    <ShortcutField
      key={name}
      action={t(`shortcut.${name}`)}
      accelerator={view.settings.shortcuts[name]}
      state={view.shortcuts[name]}
      command={view.shortcutCommands?.[name] ?? null}
      onChange={(accelerator) => update('shortcuts', { [name]: accelerator })}
      t={t}
    />
  ));
}

export function LoginSection({ view, t }: SectionProps) {
  const { login, loginLine } = view;
  return (
    <>
      <Switch
        label={t('login.enabled')}
        hint={t(`loginStatus.${login.status}`)}
        checked={login.enabled}
        disabled={login.status === 'unsupported'}
        onChange={(checked) => window.settings.setLogin(checked)}
      />
      {loginLine !== null && (
        <Row
          id="login-line"
          label={t('login.ignored', { desktop: loginLine.desktop })}
          hint={t(loginLine.line === null ? 'login.addYourself' : 'login.addLine', { file: loginLine.file })}
          tall
        >
          {loginLine.line !== null && <code className="line">{loginLine.line}</code>}
        </Row>
      )}
    </>
  );
}
