import { z } from 'zod';
import { access } from './access.ts';

const schoolClass = z.object({ collegeName: z.string().nullable(), className: z.string().min(1).max(200) });
const way = z.string().max(200).nullable();

/** Who looks after a class, and how to reach them. */
const contact = z.object({ counsellor: way, phone: way, email: way, qq: way });
export type Contact = z.output<typeof contact>;

/** A class with who looks after it; all null where nobody is named. */
const classWithContact = schoolClass.extend(contact.shape).extend({
  key: z.string(),
  /** 0: no student is in it any more. */
  students: z.number(),
});
export type ClassWithContact = z.output<typeof classWithContact>;

export const contacts = {
  /** The classes in the order of college and class; phone, e-mail and QQ masked. */
  list: access({ needs: 'look', scope: 'filter' })
    .input(
      z.object({
        /** Part of the name of a class, a college or a counsellor. */
        search: z.string().default(''),
        /** Only classes of which nobody is named who looks after them. */
        onlyWithout: z.boolean().default(false),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(
      z.object({
        /** Classes that match. */
        total: z.number(),
        /** Classes with students: all, and those without a contact, whatever is searched. */
        classes: z.number(),
        without: z.number(),
        items: z.array(classWithContact),
      }),
    ),
  /** One contact whole; it is logged that somebody looked. */
  reveal: access({ needs: ['chase', 'edit'], scope: 'filter', audits: 'unmask', unmasks: 'always' })
    .input(z.object({ key: z.string() }))
    .output(contact),
  /**
   * Sets the contact of these classes; what is left out stays, null empties it. One batch, which can be taken back.
   * `batch` null: nothing was different.
   */
  save: access({ needs: 'edit', scope: 'whole', audits: 'change' })
    .input(z.object({ classes: z.array(schoolClass).min(1).max(500), values: contact.partial() }))
    .output(z.object({ batch: z.string().nullable(), changed: z.number() })),
};
