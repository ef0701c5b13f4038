import './parseWithoutEval.ts';
import { createRoot } from 'react-dom/client';
import { usePreferences } from '../state/preferences.ts';
import { startTexts } from '../text/texts.ts';
import { App } from './App.tsx';
import './desk.css';

startTexts(usePreferences.getState().language);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
