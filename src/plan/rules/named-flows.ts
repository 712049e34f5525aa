/** The flows of what a plan names: by these, callers are sent there. */
import type { FlowId } from '../model.ts';

export const chainFlow = (chain: string): FlowId => `chain/${chain}`;
export const topicFlow = (topic: string): FlowId => `topic/${topic}`;
