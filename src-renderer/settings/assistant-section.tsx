import { useEffect, useState } from 'react';
import type { AssistantValue } from '../../src-shared/commands.ts';
import type { Language } from '../../src-shared/languages.ts';
import { labelIn } from '../../src-shared/offers.ts';
import type { AssistantSetting } from '../../src-shared/overlay-state.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { failureWords } from '../shared/failure-words.ts';
import { useEditedValue } from '../shared/use-temporary.ts';
import { Select, Slider, Switch } from './fields.tsx';
import { parseNumber, shownNumber, stepsOf } from './numbers.ts';
import type { SectionProps } from './sections.tsx';
import { TextField } from './text-field.tsx';

/** A slider with more steps can't be set exactly. */
const SLIDER_STEPS_MAX = 200;

const NUMBER_MAX_LENGTH = 24;

/** The client's own settings, in its order. The key drops the errors of the client shown before. */
export function AssistantSection(props: SectionProps) {
  const shown = props.view.clients.find(({ isShown }) => isShown);
  return <SettingsOfShown key={shown?.id} {...props} />;
}

function SettingsOfShown({ view, t }: SectionProps) {
  const { transport, assistant, takesSettings, failure } = view.shown;
  /** The last error of each setting, by its key, until the user changes it again. */
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
  /** Called when the user takes back the typed text. */
  readonly onTakeBack: () => void;
  readonly t: Translate;
}

function SettingField(props: SettingFieldProps) {
  const { setting, language, error, disabled, onChange, onTakeBack, t } = props;
  const [edited, setEdited] = useEditedValue<AssistantValue>(setting.value);
  // After a failure, show the client's value at once.
  const value = error === null ? edited : setting.value;
  const common = { label: labelIn(setting.label, language), error, disabled };
  const change = (next: AssistantValue) => {
    setEdited(next);
    onChange(next);
  };
  const text = {
    label: common.label,
    hint: t('assistant.applies'),
    rejection: error,
    dir: 'auto',
    readOnly: disabled,
    onTakeBack() {
      // Or the refused value would show again, without the error.
      if (error !== null) setEdited(setting.value);
      onTakeBack();
    },
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
        <TextField
          {...text}
          value={shownNumber(Number(value), language)}
          maxLength={NUMBER_MAX_LENGTH}
          inputMode="decimal"
          check={(typed) => (parseNumber(typed, setting) === null ? numberRefusal(setting, language, t) : null)}
          onApply={(typed) => change(parseNumber(typed, setting) ?? setting.value)}
        />
      );
    case 'string':
      return (
        <TextField {...text} value={String(value)} maxLength={setting.maxLength} inputMode="text" onApply={change} />
      );
  }
}

function numberRefusal({ min, max }: { readonly min: number; readonly max: number }, language: Language, t: Translate) {
  return t('assistant.refused', { min: shownNumber(min, language), max: shownNumber(max, language) });
}
