import { APP_COMMENT } from '../../src-main/start/app-identity.ts';
import type { Release } from './changelog.ts';
import type { Identity } from './identity.ts';

/** The pictures of docs/screenshots/ that software centres show, the first as the main one, with captions. */
const SCREENSHOTS = [
  { file: 'phases-en-light.png', caption: 'The bubble in each of its phases' },
  { file: 'panel.png', caption: 'The panel for typing and for the volume' },
  { file: 'settings-appearance-en-light.png', caption: 'The settings' },
] as const;

const PARAGRAPHS: readonly { readonly en: string; readonly pl: string }[] = [
  {
    en: 'A small bubble on top of the desktop shows what your local voice assistant is doing: ready, listening, thinking, speaking, failing or not running. It shows the answer while it is spoken. Clicks pass through it, it never takes the focus, and it disappears when nothing is happening.',
    pl: 'Mały dymek na wierzchu pulpitu pokazuje, co robi lokalny asystent głosowy: czy jest gotowy, słucha, myśli, mówi, czy coś się nie udało albo czy nie działa. Pokazuje też wypowiadaną odpowiedź. Przepuszcza kliknięcia, nie przejmuje klawiatury i znika, kiedy nic się nie dzieje.',
  },
  {
    en: 'It follows OVOS, Linux Voice Assistant, satellites of Home Assistant, and any assistant that reports its state over a WebSocket or an MQTT broker.',
    pl: 'Współpracuje z OVOS, Linux Voice Assistant, satelitami Home Assistant oraz z każdym asystentem, który podaje swój stan przez WebSocket lub brokera MQTT.',
  },
];

/** Return the description for software centres, as AppStream 1.0 says (https://www.freedesktop.org/software/appstream/docs/). Pure. */
export function metainfo(
  { name, appId, title, version, homepage, repository }: Identity,
  releases: readonly Release[],
) {
  const { en, ...translated } = APP_COMMENT;
  const summaries = Object.entries(translated).map(([language, text]) => element('summary', text, language));
  const pictures = SCREENSHOTS.map(
    ({ file, caption }, index) => `    <screenshot${index === 0 ? ' type="default"' : ''}>
      ${element('caption', caption)}
      ${element('image', `${repository}/raw/v${version}/docs/screenshots/${file}`)}
    </screenshot>`,
  );
  const known = releases.map(({ version: each, date }) => `    <release version="${each}" date="${date}" />`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${appId}</id>
  <metadata_license>MIT</metadata_license>
  <project_license>MIT</project_license>
  ${element('name', title)}
  ${element('summary', en)}
  ${summaries.join('\n  ')}
  <developer_name>The Asystent Overlay authors</developer_name>
  <description>
${PARAGRAPHS.flatMap(({ en: text, pl }) => [element('p', text), element('p', pl, 'pl')])
  .map((line) => `    ${line}`)
  .join('\n')}
  </description>
  <launchable type="desktop-id">${name}.desktop</launchable>
  <provides>
    <binary>${name}</binary>
  </provides>
  ${element('url', homepage, undefined, ' type="homepage"')}
  ${element('url', `${repository}/issues`, undefined, ' type="bugtracker"')}
  <screenshots>
${pictures.join('\n')}
  </screenshots>
  <content_rating type="oars-1.1" />
  <releases>
${known.join('\n')}
  </releases>
</component>
`;
}

function element(tag: string, text: string, language?: string, attributes = ''): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const lang = language === undefined ? '' : ` xml:lang="${language}"`;
  return `<${tag}${lang}${attributes}>${escaped}</${tag}>`;
}
