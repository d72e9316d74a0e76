import type { Language } from '../../src-shared/languages.ts';
import type { KeptAnswer, PanelView } from '../../src-shared/panel-contract.ts';
import type { Translate } from '../../src-shared/strings.ts';
import { useTemporary } from '../shared/use-temporary.ts';

/** How long the button reports the copy. */
const COPIED_SHOWN_MS = 2_000;

interface AnswerListProps {
  readonly view: PanelView;
  readonly language: Language;
  readonly t: Translate;
  /** Rejects on failure; the next view then says so. */
  readonly copy: (id: number) => Promise<unknown>;
}

/** The last answers, each in full. */
export function AnswerList({ view, language, t, copy }: AnswerListProps) {
  const [copiedId, setCopiedId] = useTemporary<number>(COPIED_SHOWN_MS);
  const copyOne = (id: number) => {
    setCopiedId(null);
    copy(id).then(
      () => setCopiedId(id),
      () => {},
    );
  };
  const isFailed = view.answers.some(({ id }) => id === view.notCopiedId);
  const spoken = copiedId === null ? isFailed && t('panel.notCopied') : t('panel.copied');
  return (
    <section className="answers" aria-labelledby="answers-title">
      <h2 id="answers-title">{t('panel.answers')}</h2>
      {view.answers.length === 0 ? (
        <p className="no-answers">{t('panel.noAnswers')}</p>
      ) : (
        <ol>
          {view.answers.map((answer) => (
            <AnswerItem
              key={answer.id}
              answer={answer}
              outcome={copiedId === answer.id ? 'copied' : view.notCopiedId === answer.id ? 'failed' : null}
              language={language}
              t={t}
              onCopy={() => copyOne(answer.id)}
            />
          ))}
        </ol>
      )}
      {/* Mounted while still empty: screen readers announce only changes. */}
      <p className="for-screen-readers" role="status">
        {spoken || ''}
      </p>
    </section>
  );
}

interface AnswerItemProps {
  readonly answer: KeptAnswer;
  readonly outcome: 'copied' | 'failed' | null;
  readonly language: Language;
  readonly t: Translate;
  readonly onCopy: () => void;
}

function AnswerItem({ answer, outcome, language, t, onCopy }: AnswerItemProps) {
  const { id, text, atEpochMs, from } = answer;
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(atEpochMs);
  const when = from === null ? time : `${from}, ${time}`;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(atEpochMs);
  const isCopied = outcome === 'copied';
  return (
    <li>
      <div className="answer-head">
        <span className="answer-when" title={day}>
          {when}
        </span>
        <button
          type="button"
          className="copy"
          aria-label={isCopied ? t('panel.copiedOf', { when }) : t('panel.copyOf', { when })}
          aria-describedby={outcome === 'failed' ? `failed-${id}` : undefined}
          onClick={onCopy}
        >
          {isCopied ? t('panel.copied') : t('panel.copy')}
        </button>
      </div>
      {outcome === 'failed' && (
        <p className="answer-failed" id={`failed-${id}`}>
          {t('panel.notCopied')}
        </p>
      )}
      <textarea
        aria-readonly="true"
        aria-label={t('panel.answerOf', { when })}
        rows={1}
        dir="auto"
        spellCheck={false}
        value={text}
        // Input methods write despite `beforeinput`; React then restores the value.
        onChange={() => {}}
        ref={prepareField}
      />
    </li>
  );
}

/**
 * Keep a field from being edited. Keys can select text in fields only. `readOnly` would hide the caret, and keys would then
 * select from the ends alone. The caret begins at the start of the text.
 */
function prepareField(field: HTMLTextAreaElement | null): void {
  field?.addEventListener('beforeinput', (event) => event.preventDefault());
  field?.setSelectionRange(0, 0);
}
