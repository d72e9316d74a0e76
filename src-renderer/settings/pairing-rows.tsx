import { useId, useState } from 'react';
import type { PairingAnswer } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

type PairingWay = 'text' | 'file';

/** The two ways to pair: what is wrong, or that it is done, stands where the user has asked. */
export function PairingRows({ t }: { readonly t: Translate }) {
  const [told, setTold] = useState<{ readonly by: PairingWay; readonly answer: PairingAnswer } | null>(null);
  const ask = (by: PairingWay, asked: Promise<PairingAnswer>) => {
    setTold(null);
    void asked.then((answer) => setTold({ by, answer }));
  };
  const answerTo = (way: PairingWay) => (told?.by === way ? told.answer : null);
  return (
    <>
      <PairTextRow answer={answerTo('text')} onText={(text) => ask('text', window.settings.pairText(text))} t={t} />
      <PairFileRow answer={answerTo('file')} onPress={() => ask('file', window.settings.pairFile())} t={t} />
    </>
  );
}

interface PairingRowProps {
  /** What became of the wish to pair in this way; null: nothing yet. */
  readonly answer: PairingAnswer | null;
  readonly t: Translate;
}

/** The text of what is wrong; null: nothing. */
function problemText(answer: PairingAnswer | null, t: Translate): string | null {
  return answer === null || answer === 'paired' || answer === 'cancelled' ? null : t(`pairing.${answer}`);
}

function Paired({ answer, t }: PairingRowProps) {
  return <output className="said">{answer === 'paired' ? t('clients.paired') : ''}</output>;
}

/** What is pasted goes to main as it comes and is never in the field: it holds a key. */
function PairTextRow({ answer, onText, t }: PairingRowProps & { readonly onText: (text: string) => void }) {
  const id = useId();
  const hint = t('clients.pairTextHint');
  const error = problemText(answer, t);
  const paired = <Paired answer={answer} t={t} />;
  return (
    <Row id={id} label={t('clients.pairText')} htmlFor={id} hint={hint} error={error} below={paired}>
      <input
        id={id}
        type="password"
        autoComplete="off"
        value=""
        placeholder={t('clients.paste')}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        onPaste={(event) => {
          event.preventDefault();
          onText(event.clipboardData.getData('text/plain'));
        }}
        // Nobody types a pairing; what is dropped or put in otherwise arrives in one piece as well.
        onChange={(event) => onText(event.target.value)}
      />
    </Row>
  );
}

function PairFileRow({ answer, onPress, t }: PairingRowProps & { readonly onPress: () => void }) {
  const id = useId();
  const hint = t('clients.pairFileHint');
  const error = problemText(answer, t);
  const paired = <Paired answer={answer} t={t} />;
  return (
    <Row id={id} label={t('clients.pairFileLabel')} hint={hint} error={error} below={paired}>
      <button type="button" aria-describedby={`${id}-label ${describedBy(id, hint, error)}`} onClick={onPress}>
        {t('clients.pairFile')}
      </button>
    </Row>
  );
}
