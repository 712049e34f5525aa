/** SIP account of all calls from the caller page; to the plan it is an outside line. A plan with such a page uses the name for nothing else. */
export const callerPageLine = 'caller-page';
