import type { Words } from '../words.ts';
import type { guide as zh } from '../zh/guide.ts';

export const guide: Words<typeof zh> = {
  name: {
    'graduation-photo': 'Guide for graduates: confirm your record and photo',
    record: 'Guide: check your enrolment record',
    troubles: 'When something goes wrong',
  },
  rule: {
    '24h': 'you can come back and change your answer for 24 hours after confirming; then it is locked',
    single: 'the answer can be handed in once only and not be changed afterwards',
    none: 'the page says how long an answer can be changed',
  },
  office: 'the registrar’s office',
  foot: 'Written by the school; not a document of 学信网 (CHSI). Where its pages differ from this guide, its pages hold.',
  body: {
    'graduation-photo': `# Confirm your record and graduation photo, step by step
To be done by yourself before {deadline} ({campaign}). Without it, or while something is wrong with the photo or your identity, your diploma cannot be registered.
## Step 1: sign in
1. Open my.chsi.com.cn (学信档案). If you have had an account before, sign in with it; do not make a second one.
2. Otherwise make one with the phone number that you use now. Name, kind and number of your document must be exactly as in your enrolment record: your passport as you handed it in on enrolment, capital letters, the same spaces.
3. Keep the account to yourself and tell nobody the password. The school never asks for it.
## Step 2: open your record
1. Go to 高等教育信息 (higher education), then 学籍 (enrolment record). Go on when you see the record of this school.
2. If there is none, stop and see “No record is found” in the other guide.
## Step 3: check
1. Choose 毕业证书图像校对 (check the diploma photo). The page shows your record and your graduation photo.
2. Check name, sex, date of birth, document number, school, level, major, years of study, mode, college, class, student number and date of enrolment.
3. Check the photo: is it you, and the one taken for graduation?
## Step 4: answer
1. Everything is right: choose 正确 (correct) and confirm.
2. Something is wrong: ask {office} first; if it really is, choose 有误 (wrong) and write what is wrong and what it should be.
3. If a questionnaire or a rating of the photo or of your major follows, fill in all of it: only then is your answer handed in. Many stop here without being done.
## Step 5: see that it holds
1. Note: {rule}.
2. Sign in once more the next day. You are done when the page shows your answer.
## Remember
- It takes a while after the photo was taken until it appears. If it does not, tell your counsellor.
- Do not have the photo taken twice: the one on the diploma and the one online must be the same.
- From 1 July diplomas can be looked up by the public; from then on nothing can be changed.
> Questions: {office}, {address}, phone {phone}, {hours}`,
    record: `# Check your enrolment record, step by step
To be done by yourself before {deadline} ({campaign}). A mistake found now is easily corrected; shortly before graduation it may be too late.
## Step 1: sign in
1. Open my.chsi.com.cn (学信档案). If you have had an account before, sign in with it.
2. Otherwise make one with the phone number that you use now. Name, kind and number of your document must be exactly as on the document that you enrolled with.
3. Keep the account to yourself and tell nobody the password. The school never asks for it.
## Step 2: look at your record
1. Go to 高等教育信息 (higher education), then 学籍 (enrolment record).
2. Check name, sex, date of birth, document number, school, level, major, years of study, mode, college, class, student number, date of enrolment and state of enrolment.
3. Check that the admission photo shows you.
## Step 3: tell the school
1. Everything is right: sign the class’s check sheet as your college asks. Who signs for somebody else adds （代）.
2. Something is wrong: write on the sheet what it is and what it should be, and bring proof to {office}.
3. No record is found: see the other guide, and do not wait for the last day.
## Remember
- Name, document number and date of birth are corrected by the school on legal proof; you cannot change them online.
- For what changes while you study, such as the class, do as your college says.
> Questions: {office}, {address}, phone {phone}, {hours}`,
    troubles: `# Checking on 学信网: when something goes wrong
Look for your case first. If that does not help, bring your document to {office} ({address}, phone {phone}, {hours}). The school can neither see nor change your account: that is for you to do on 学信网, or with its customer service.
## Account
### I have forgotten the account or the password
- Use “find account” or “find password” on the sign-in page, with name and document number. Do not register again.
### No code arrives by text message
- See whether your phone holds back messages or is out of credit. With many people at once it is slow: wait, and do not press again and again.
### My phone is lost, or its number has changed
- If you can still sign in, set the new number in the account first. If not, use “find account”, then the customer service, with your document at hand.
### The phone number is said to be registered
- Most likely by yourself, earlier: find that account. If the number belonged to somebody else before you, ask the customer service. Do not tie your account to another person’s number.
### The document number is said to be registered
1. Think whether you registered for an examination before, and try “find account”.
2. If you never did, somebody has used your number: hand in proof as the page asks, and 学信网 will look into it.
## Record
### No record is found
1. Compare name and document number of your account with those of your enrolment: spaces, order of names, the dot, a last letter X, an old passport number.
2. If the account is wrong, correct it; if it is right, follow the page to link your record.
3. If you have had a new passport or a new name since, or there is still none, go to {office}.
### Name, number or something else is wrong
- Do not choose 正确. What was wrong from the beginning and what was changed later ask for different proof: ask {office} first.
## Photo
### There is no graduation photo
1. If it was not taken yet, go when the school says, or ask {office} how to make up for it.
2. If it was, wait a while; after that tell your counsellor when and where it was taken.
### The photo is not me, or is spoilt
- Choose 有误, write why, and tell {office}: the school has it mended. Do not have another one taken somewhere else.
### I have no code for taking the photo
- Only students with a registered record who graduate this year or next get one. Otherwise ask {office}.
- Keep the code by pressing on it for long; a screenshot may not be readable.
### A remark says that identity was not confirmed
- The admission photo and the graduation photo were compared and do not agree. Your diploma cannot be registered until this is settled: go to {office} at once, with your documents.
## Answer
### I chose 有误 although nothing is wrong
1. Note: {rule}. If it can still be changed, sign in and choose 正确 at once.
2. If not, tell {office} on the same day.
### I chose 正确 although something is wrong
- The same; the sooner the better. Once diplomas are public, nothing can be changed.
### I do not know whether I am done
- Sign in again. If the page still asks for a questionnaire or a rating, nothing was handed in yet.
### I am on leave, or do not graduate this year
- You need not check now, but tell your counsellor, so that you are not counted as missing.`,
  },
};
