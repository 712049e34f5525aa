import { render } from 'preact';
import { findSession } from './api/session.ts';
import { App } from './app.tsx';
import { speakAsUsual } from './words/words.ts';
import './styles/tokens.css';
import './styles/base.css';

const place = document.getElementById('console');
if (!place) throw new Error('index.html has no place for the console');
await speakAsUsual();
render(<App />, place);
void findSession();
