/** The page `/call`, apart from the console: visitors do not log in, and load nothing of it. */
import { render } from 'preact';
import { speakAsUsual } from '../words/words.ts';
import { CallerPage } from './caller-page.tsx';
import '../styles/tokens.css';
import '../styles/base.css';

const place = document.getElementById('console');
if (!place) throw new Error('call.html has no place for the page');
await speakAsUsual();
render(<CallerPage />, place);
