/** The lists of the sample company, parsed once: who, where and what it sells. */
import { z } from 'zod';
import catalogueJson from '../../../resources/sample/catalogue.json' with { type: 'json' };
import citiesJson from '../../../resources/sample/cities.json' with { type: 'json' };
import namesJson from '../../../resources/sample/names.json' with { type: 'json' };
import regionsJson from '../../../resources/sample/regions.json' with { type: 'json' };
import suppliersJson from '../../../resources/sample/suppliers.json' with { type: 'json' };
import { seasons } from './calendar.ts';

const named = { name: z.string(), ar: z.string(), fa: z.string() };
const weight = z.number().min(0);
const Names = z.object({ first: z.array(z.string()), last: z.array(z.string()) });
/** Name, Arabic name, Persian name, list price, supplier. */
const Product = z.tuple([z.string(), z.string(), z.string(), z.number(), z.string()]);

export const regions = z.array(z.object(named)).parse(regionsJson);

const City = z.object({
  ...named,
  weight,
  country: z.string(),
  region: z.string(),
  speech: z.enum(['en', 'ar', 'fa']),
});
export type City = z.infer<typeof City>;
export const cities = z.array(City).parse(citiesJson);

export const names = z.object({ en: Names, ar: Names, fa: Names }).parse(namesJson);

export const suppliers = z
  .array(z.object({ name: z.string(), country: z.string() }))
  .parse(suppliersJson);

const Category = z.object({
  ...named,
  weight,
  season: z.enum(seasons),
  products: z.array(Product),
});
export type Category = z.infer<typeof Category>;
export const catalogue = z.array(Category).parse(catalogueJson);
