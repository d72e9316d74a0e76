import { useId, useState } from 'react';
import type { PairingAnswer } from '../../src-shared/settings-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { describedBy } from './fields.tsx';
import { Row } from './row.tsx';

type PairingSource = 'text' | 'file';

/** Pairing by text or by file. The outcome shows in the row that was used. */
export function PairingRows({ t }: { readonly t: Translate }) {
  const [outcome, setOutcome] = useState<{ readonly by: PairingSource; readonly answer: PairingAnswer } | null>(null);
  const ask = (by: PairingSource, asked: Promise<PairingAnswer>) => {
    setOutcome(null);
    void asked.then((answer) => setOutcome({ by, answer }));
  };
  const answerTo = (source: PairingSource) => (outcome?.by === source ? outcome.answer : null);
  return (
    <>
      <PairTextRow answer={answerTo('text')} onText={(text) => ask('text', window.settings.pairText(text))} t={t} />
      <PairFileRow answer={answerTo('file')} onPress={() => ask('file', window.settings.pairFile())} t={t} />
    </>
  );
}

interface PairingRowProps {
  /** The outcome of this row; null: none yet. */
  readonly answer: PairingAnswer | null;
  readonly t: Translate;
}

function problemText(answer: PairingAnswer | null, t: Translate): string | null {
  return answer === null || answer === 'paired' || answer === 'cancelled' ? null : t(`pairing.${answer}`);
}

function Paired({ answer, t }: PairingRowProps) {
  return <output className="said">{answer === 'paired' ? t('clients.paired') : ''}</output>;
}

/** Pasted text goes straight to main and never into the field, because it contains a key. */
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
        // Text that is dropped or inserted otherwise also arrives in one piece.
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
