import '../app/parseWithoutEval.ts';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../text/texts.ts';
import { CounterWindow } from './CounterWindow.tsx';
import '../app/desk.css';

startTexts('zh');

const root = document.getElementById('root');
if (root) createRoot(root).render(<CounterWindow />);
