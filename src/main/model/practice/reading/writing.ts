import { fold } from '../words/fold.ts';

const first =
  /^\W*(?:please |can you |could you |من فضلك |لطفا )*(?:delete|erase|wipe|truncate|insert|alter|overwrite|drop (?!in\b|of\b)|remove|update (?!on\b|me\b)|create (?:a |an |the )?(?:table|view|index|user|database|record|row)|add (?:a |an |the )?(?:new )?(?:row|record|customer|product|order|user|column|table)\b|rename|set the )/u;
const arabic = new RegExp(
  `^(?:${['احذف', 'امسح', 'امح', 'عدّل', 'حدّث', 'أدرج', 'أدخل', 'أضف', 'غيّر', 'بدّل', 'أفرغ'].map(fold).join('|')}) `,
  'u',
);
const persian = new RegExp(
  `(?:${['پاک کن', 'حذف کن', 'اضافه کن', 'درج کن', 'تغییر بده', 'ویرایش کن', 'به روز کن', 'بروز کن'].map(fold).join('|')})(?:ید)?[.!؟\\s]*$`,
  'u',
);

/** Whether the words want something changed in the database, which Diwan never does. */
export function asksToWrite(question: string): boolean {
  const text = fold(question).replace(/\s+/g, ' ').trim();
  return first.test(text) || arabic.test(`${text} `) || persian.test(text);
}
