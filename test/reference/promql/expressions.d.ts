import type { Case } from './cases';

export function randomQuestions(seed: number, count: number, version: '2' | '3'): readonly Case[];
