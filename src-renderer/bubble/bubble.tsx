import { controlButtons } from '../../src-preload/offers.ts';
import { translator } from '../../src-preload/strings.ts';
import { AnswerCard } from './answer-card.tsx';
import { Fade } from './fade.tsx';
import { PhaseIcon } from './phase-icon.tsx';
import type { Place, Scene } from './scene.ts';
import { spokenWords, wordsOf } from './words.ts';

interface BubbleProps {
  readonly scene: Scene;
  /** Called when the layer `key` of `place` has faded out. */
  readonly onGone: (place: Place, key: number) => void;
}

/** The whole bubble: the pill with the phase, and the card with the answer below it. */
export function Bubble({ scene, onGone }: BubbleProps) {
  const { state } = scene;
  return (
    <main
      className="bubble"
      data-testid="bubble"
      data-phase={state.phase}
      data-transport={state.transport}
      data-visible={state.visible}
      aria-label={translator(state.language)('app.bubble')}
    >
      <h1 className="for-screen-readers">{translator(state.language)('app.bubble')}</h1>
      <div
        className="pill comes-and-goes"
        data-shown={scene.orb.current.content}
        data-buttons={controlButtons(state).length}
        aria-hidden="true"
      >
        <Fade
          layers={scene.orb}
          className="orb-layer"
          onGone={(key) => onGone('orb', key)}
          draw={(phase) => (
            <div className="phase" data-look={phase}>
              <div className="orb">
                <PhaseIcon phase={phase} />
              </div>
            </div>
          )}
        />
        <div className="words">
          <Fade
            layers={scene.words}
            className="words-layer"
            onGone={(key) => onGone('words', key)}
            draw={(words) => (
              <>
                <span className="first-line">
                  <span className="label">{words.label}</span>
                  {words.beside !== null && (
                    <span className="beside" dir="auto">
                      {words.beside}
                    </span>
                  )}
                </span>
                {words.secondLine !== null && (
                  <span className="second-line" dir="auto">
                    {words.secondLine}
                  </span>
                )}
              </>
            )}
          />
        </div>
      </div>
      <section
        className="cards comes-and-goes"
        aria-live="polite"
        aria-label={translator(state.language)('app.answer')}
      >
        <Fade
          layers={scene.card}
          className="card"
          onGone={(key) => onGone('card', key)}
          draw={(text, leaving) => (
            <AnswerCard text={text} leaving={leaving} spoken={state.phase === 'speaking' && !leaving} />
          )}
        />
      </section>
      <p className="for-screen-readers" role="status" aria-live="polite">
        {spokenWords(wordsOf(state))}
      </p>
    </main>
  );
}
