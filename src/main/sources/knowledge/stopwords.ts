import { splitWords } from './words.ts';

const english = `a an the of in on at to for from by with and or not no is are was were be been being am do does
did has have had having will would shall should can could may might must that this these those there
here it its they them their he she his her him we us our you your i me my what which who whom whose how
than then as if else but so such into over under between among per each every all any both some more
most less least many much other another same only also just very too out up down off about above below
please ok hello thanks refer refers referring denote denotes mean means stand stands please using use
used respectively`;

/** Words that ask, and the words of SQL: what to do with the data, seldom what it is about. */
const asking = `show list find give return get display tell indicate provide state name names count number
compute calculate determine identify output print select where max min sum avg divide subtract multiply
cast null like limit order group having distinct case when desc asc different total average maximum
minimum percentage ratio information detail details describe enumerate retrieve mention عدد العدد مجموع المجموع إجمالي الإجمالي متوسط المتوسط معدل نسبة أسماء اسم قائمة تعداد میانگین
درصد نام اسامی فهرست`;

const arabic = `كم ما ماذا من متى اين كيف هل هو هي هم هن هذا هذه ذلك تلك التي الذي الذين في على الى عن مع بين كل
جميع او و ثم قد لقد كان كانت يكون تكون لدى عند لنا لي اعرض اظهر اعطني اذكر احسب اي منذ حتى خلال بعد قبل
لكل اكثر اقل اعلى ادنى غير بدون حسب`;

const persian = `چه چند چقدر کدام که از در به با برای را و یا تا این آن است هست بود شد شده می نمی ها های هایی
ای هر همه همان خود باید کن کنید بده بدهید نشان لیست بگو بین پس پیش بعد قبل طی روی زیر بیشترین کمترین بیش
کم تر ترین یک دو ما شما آنها من تو او دارد دارند داشت داشته کرد کرده کنند می‌شود کدامند چیست کیست`;

const set = (...texts: string[]): ReadonlySet<string> => new Set(texts.flatMap(splitWords));

const silent = set(english, arabic, persian);
const faint = set(asking);

/** How much a question's word says about where to look, from 0 (nothing) to 1. */
export const importance = (word: string): number =>
  silent.has(word) ? 0 : faint.has(word) ? 0.3 : 1;
