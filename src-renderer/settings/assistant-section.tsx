import { useEffect, useState } from 'react';
import type { AssistantValue } from '../../src-shared/commands.ts';
import type { Language } from '../../src-shared/languages.ts';
import { labelIn } from '../../src-shared/offers.ts';
import type { AssistantSetting } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { failureWords } from '../shared/failure-words.ts';
import { useWanted } from '../shared/use-wanted.ts';
import { CommitField } from './commit-field.tsx';
import { Select, Slider, Switch } from './fields.tsx';
import { parseNumber, shownNumber, stepsOf } from './numbers.ts';
import type { SectionProps } from './sections.tsx';

/** With more steps than these a slider can't be set exactly. */
const SLIDER_STEPS_MAX = 200;

/** The longest number that can be typed. */
const NUMBER_MAX_LENGTH = 24;

/** The settings that the client keeps, as it lists them. What went wrong with those of another one is not its fault. */
export function AssistantSection(props: SectionProps) {
  const shown = props.view.clients.find(({ isShown }) => isShown);
  return <SettingsOfShown key={shown?.id} {...props} />;
}

function SettingsOfShown({ view, t }: SectionProps) {
  const { transport, assistant, takesSettings, failure } = view.shown;
  /** What went wrong, by the setting's key; until it is changed again. */
  const [errors, setErrors] = useState<Readonly<Record<string, string | null>>>({});

  const failedKey = failure?.key ?? null;
  const failureText = failure === null ? null : failureWords(failure, t);
  useEffect(() => {
    if (failedKey !== null) setErrors((now) => ({ ...now, [failedKey]: failureText }));
  }, [failedKey, failureText]);

  if (transport === 'none') return <p className="empty">{t('assistant.offline')}</p>;
  if (transport === 'polling') return <p className="empty">{t('assistant.polling')}</p>;
  if (assistant === null || assistant.settings.length === 0) return <p className="empty">{t('assistant.none')}</p>;
  const setError = (key: string, error: string | null) => setErrors({ ...errors, [key]: error });
  return (
    <>
      <p className="empty">{t('assistant.hint', { name: [assistant.name, assistant.version].join(' ').trim() })}</p>
      {assistant.settings.map((setting) => (
        <SettingField
          key={`${setting.type} ${setting.key}`}
          setting={setting}
          language={view.language}
          error={errors[setting.key] ?? null}
          disabled={!takesSettings}
          onChange={(value) => {
            setError(setting.key, null);
            window.settings.press({ command: 'set_setting', args: { key: setting.key, value } });
          }}
          onRefused={(error) => setError(setting.key, error)}
          onTakeBack={() => setError(setting.key, null)}
          t={t}
        />
      ))}
    </>
  );
}

interface SettingFieldProps {
  readonly setting: AssistantSetting;
  readonly language: Language;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onChange: (value: AssistantValue) => void;
  /** Called with what is wrong with what was typed. */
  readonly onRefused: (error: string) => void;
  /** Called when what was typed is forgotten. */
  readonly onTakeBack: () => void;
  readonly t: Translate;
}

function SettingField(props: SettingFieldProps) {
  const { setting, language, error, disabled, onChange, onRefused, onTakeBack, t } = props;
  const [wanted, setWanted] = useWanted<AssistantValue>(setting.value);
  // After a failure it is the client's value that counts, at once.
  const value = error === null ? wanted : setting.value;
  const common = { label: labelIn(setting.label, language), error, disabled };
  const change = (next: AssistantValue) => {
    setWanted(next);
    onChange(next);
  };
  const takeBack = () => {
    // What was refused would be shown again, without the error.
    if (error !== null) setWanted(setting.value);
    onTakeBack();
  };
  switch (setting.type) {
    case 'boolean':
      return <Switch {...common} checked={value === true} onChange={change} />;
    case 'choice':
      return (
        <Select
          {...common}
          values={setting.choices.map((choice) => choice.value)}
          value={String(value)}
          nameOf={(each) => {
            const choice = setting.choices.find(({ value }) => value === each);
            return choice === undefined ? each : labelIn(choice.label, language);
          }}
          onChange={change}
        />
      );
    case 'number':
      return stepsOf(setting) <= SLIDER_STEPS_MAX ? (
        <Slider
          {...common}
          limits={setting}
          value={Number(value)}
          shown={shownNumber(Number(value), language)}
          onChange={change}
        />
      ) : (
        <CommitField
          {...common}
          hint={t('assistant.applies')}
          value={shownNumber(Number(value), language)}
          maxLength={NUMBER_MAX_LENGTH}
          inputMode="decimal"
          onCommit={(text) => {
            const number = parseNumber(text, setting);
            if (number === null) {
              const [min, max] = [setting.min, setting.max].map((limit) => shownNumber(limit, language));
              onRefused(t('assistant.refused', { min: min ?? '', max: max ?? '' }));
              return false;
            }
            change(number);
            return true;
          }}
          onTakeBack={takeBack}
        />
      );
    case 'string':
      return (
        <CommitField
          {...common}
          hint={t('assistant.applies')}
          value={String(value)}
          maxLength={setting.maxLength}
          inputMode="text"
          onCommit={(text) => {
            change(text);
            return true;
          }}
          onTakeBack={takeBack}
        />
      );
  }
}
