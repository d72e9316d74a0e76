// Tests have the texts of every language, as the app has them.
import { PROJECT_ROOT } from '../scripts/project-root.ts';
import { readOwnTexts } from '../src-main/runtime/texts.ts';

readOwnTexts(PROJECT_ROOT);
