/** The page of the company's CRM that the console links to. */
export interface CrmLink {
  /** With placeholders in braces (`rules/crm.ts`). */
  readonly link: string;
  /** If omitted: in the language of the console. */
  readonly label?: string;
}
