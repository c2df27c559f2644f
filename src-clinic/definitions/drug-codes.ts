/** RxNorm concepts of this clinic's drug list, a line each: the code and what it is called. A test holds them against the catalogue. */
const lines = `
197843 isotretinoin 10 mg capsule
197844 isotretinoin 20 mg capsule
197845 isotretinoin 40 mg capsule
403930 isotretinoin 30 mg capsule
3640 doxycycline
6980 minocycline
4053 erythromycin
197650 erythromycin 500 mg tablet
18631 azithromycin
2231 cephalexin
198335 sulfamethoxazole/trimethoprim 800 mg tablet
312320 permethrin 1 % lotion
92758 griseofulvin 165 mg tablet
5492 hydrocortisone
103439 desonide 0.05 % cream
10759 triamcinolone
92582 mometasone 0.1 % cream
1514 betamethasone
103456 fluocinonide 0.05 % cream
103430 clobetasol 0.05 % cream
284521 tacrolimus (topical) 0.03 % ointment
284520 tacrolimus (topical) 0.1 % ointment
1193326 ruxolitinib (topical)
6851 methotrexate
105585 methotrexate 2.5 mg tablet
241834 cyclosporine 100 mg capsule
1256 azathioprine
68149 mycophenolate mofetil
5521 hydroxychloroquine
8640 prednisone
8638 prednisolone
10432 thalidomide
1492746 apremilast 30 mg tablet
2612098 deucravacitinib 6 mg tablet
2196902 upadacitinib 15 mg extended-release tablet
2591495 abrocitinib 50 mg tablet
2047232 baricitinib
2641607 ritlecitinib 50 mg capsule
1357536 tofacitinib
2099302 dupilumab 175 mg/ml prefilled syringe
2589378 tralokinumab 150 mg/ml prefilled syringe
2693791 lebrikizumab 125 mg/ml prefilled syringe
2691328 nemolizumab 30 mg autoinjector
1657212 omalizumab 150 mg injection
327361 adalimumab
214555 etanercept
191831 infliximab
847083 ustekinumab
1599797 secukinumab 150 mg/ml prefilled syringe
1745108 ixekizumab 80 mg/ml autoinjector
1872256 brodalumab 140 mg/ml prefilled syringe
2668093 bimekizumab 160 mg/ml prefilled syringe
1928588 guselkumab
2053436 tildrakizumab
2166040 risankizumab
121191 rituximab
4492 fluorouracil (topical)
92752 fluorouracil (topical) 1 % cream
226734 imiquimod 50 mg/ml cream
967021 imiquimod 37.5 mg/ml cream
3355 diclofenac (topical AK)
2471100 tirbanibulin 1 % ointment
1242992 vismodegib 150 mg capsule
1659927 sonidegib 200 mg capsule
313096 spironolactone 25 mg tablet
198223 spironolactone 50 mg tablet
198222 spironolactone 100 mg tablet
197987 minoxidil (oral) 2.5 mg tablet
5553 hydroxyzine
3638 doxepin
25480 gabapentin`

/** Code and name of each concept. */
export const drugCodes: readonly { readonly code: string; readonly display: string }[] = lines
  .trim()
  .split('\n')
  .map(line => ({ code: line.slice(0, line.indexOf(' ')), display: line.slice(line.indexOf(' ') + 1) }))
