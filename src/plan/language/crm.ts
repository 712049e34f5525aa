/** The link to the page of the company's CRM. */
import { phrase } from '../../shared/findings/said.ts';
import { optional, record, required } from '../form/collections.ts';
import { crmLink } from '../form/crm-link.ts';
import { text, yesOrNo } from '../form/scalars.ts';

export const crm = record(phrase('a_link_to_your_crm'), {
  link: required(
    crmLink,
    'The page that opens: `https://crm.example.com/contacts?number={number}&contact={contact}&call={call}`. `{tag NAME}` is the value of a tag: 4711 for the tag `customer 4711` and `{tag customer}`. What is not known is left empty; a withheld number is never known.',
  ),
  label: optional(
    text(phrase('a_label'), 40),
    'The text of the link. Default: Open in CRM, in the language of the console',
  ),
  'allow http': optional(
    yesOrNo,
    'Allow a link without https, such as to a host in your own network. Default: no',
  ),
});
