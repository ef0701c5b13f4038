/**
 * Questions of one transaction that do not wait for each other's answers: PostgreSQL gets them in one go, in their order.
 * All are over before this is, also when one fails, so that none is left to run outside of its transaction.
 */
export async function together<Results extends readonly unknown[]>(
  ...questions: { [At in keyof Results]: Promise<Results[At]> }
): Promise<Results> {
  const answers = await Promise.allSettled(questions);
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed) throw failed.reason;
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value) as unknown as Results;
}
