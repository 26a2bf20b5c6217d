"""Invented first and last names, firms and cities; nobody of this list is meant."""

from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST: Final = _words(
    """Aadhira Aarohi Abhinav Adityan Advika Akshara Alokesh Amrita Anagha Ananya Anirban Anjali
    Ankita Anoushka Aparna Arindam Arjunan Arpita Arundhati Ashwini Atharva Avantika Ayaan
    Bhargav Bhavana Bhuvan Chaitanya Chandana Charulata Chetana Chirag Damini Darshan Debjani
    Deepika Devika Dharini Dhruvan Digvijay Dinesh Divyansh Eklavya Eshwar Falguni Farhan
    Firoza Gaurav Gayatri Girish Gitanjali Gopika Gurpreet Harini Harpreet Hemanth Hemlata
    Himani Hrishikesh Indrajit Ishaan Ishita Jagdish Jahnavi Janaki Jaswinder Jayesh Jignesh
    Jitendra Kalyani Kamini Kanchana Kartik Kaushik Kavitha Keshav Ketaki Komal Krishnan
    Kumudini Kunal Lakshya Lalitha Lavanya Lokesh Madhavi Mahesh Malavika Manisha Manjula
    Mayank Meenal Megha Mithila Mohini Mridula Mukesh Mythili Nagesh Nalini Namrata Nandini
    Narendran Naveen Neelam Nikhil Nilesh Niranjan Nivedita Omkar Padmini Pallavi Pankaj
    Parvathi Piyush Prabhakar Pradeep Pragya Prakash Pramod Pranav Prasanna Pratibha Pritam
    Priyanka Purnima Raghav Rajesh Rakesh Ramesh Ranjana Rashmi Ravindra Revathi Rishabh
    Ritika Rohini Rukmini Sachin Sagarika Samarth Sandhya Sangeeta Sanjana Saraswati Satish
    Saurabh Shalini Shankar Sharada Shobhana Shreyas Shruthi Siddharth Sneha Soumya Srinivas
    Subhash Suchitra Sudhir Sujata Suresh Swapnil Swathi Tanmay Tanvi Tejas Trisha Tushar
    Umesh Upasana Urmila Utkarsh Vaibhav Vandana Varsha Vasudha Vidya Vijayan Vikrant Vimala
    Vinod Vishakha Yamini Yashwant Yogesh Zubeda"""
)

LAST: Final = _words(
    """Acharya Adhikari Aggarwal Ambekar Anand Apte Athawale Avasthi Badrinath Bajpai
    Balakrishnan Banerji Bapat Bargava Barua Basappa Bhagat Bhandari Bharadwaj Bhatnagar
    Bhattacharya Bhavsar Biswas Borkar Chakrabarti Chandran Chatterji Chaturvedi Chaudhari
    Chauhan Chavan Chinnappa Chopra Dalvi Damodaran Dandekar Dasgupta Deodhar Desai Deshmukh
    Deshpande Devarajan Dhaliwal Dhawan Diwan Doraiswamy Dubey Dutta Fernandes Gadgil Gaikwad
    Ganapathy Gandotra Ganguli Garg Ghorpade Ghoshal Gokhale Gopalan Goswami Govindan Gowda
    Guha Gujral Gupte Hazarika Hebbar Hegde Inamdar Iyengar Jadhav Jagtap Jaiswal Jambhekar
    Jayaraman Joglekar Joshi Kadam Kalita Kamath Kamble Kapadia Kapur Karanth Karnik Kashyap
    Kelkar Khandelwal Khanna Khare Kothari Krishnaswamy Kulkarni Kumble Kurien Lahiri Limaye
    Lokhande Madhavan Mahajan Mahapatra Maheshwari Majumdar Malhotra Mankad Marathe Mathur
    Mehrotra Menon Mishra Mohapatra Mokashi Mudaliar Mukherji Murthy Nadkarni Nagarajan
    Nambiar Narasimhan Natarajan Nayak Nigam Padhi Palekar Panicker Pantulu Paranjape Parikh
    Patankar Pathak Patil Patnaik Phadke Pillai Poddar Prabhu Pradhan Purohit Raghavan
    Rajagopal Ramanathan Ranade Ranganathan Rastogi Rathore Raykar Sabharwal Sahni Saksena
    Salgaonkar Samanta Sampath Sardesai Sathe Saxena Sengupta Seshadri Sethi Shanbhag
    Shekhawat Shenoy Shetty Shirke Shrivastava Shukla Sidhu Sinha Sivaraman Solanki Somani
    Sreenivasan Subramanian Sundaram Suryavanshi Talwar Tambe Tandon Tendulkar Thakkar Tiwari
    Trivedi Upadhyay Vaidyanathan Varadarajan Vartak Venkatesan Vishwanath Vyas Wadhwa Wagle
    Yadav Zaveri"""
)

#: Names as their bearers write them, with the spelling that their e-mail uses.
DEVANAGARI_FIRST: Final = (
    ("मीनाक्षी", "meenakshi"),
    ("राहुलेश", "rahulesh"),
    ("अनुराधा", "anuradha"),
    ("विक्रांत", "vikrant"),
    ("सुनीता", "sunita"),
    ("प्रियंवदा", "priyamvada"),
    ("अजितेश", "ajitesh"),
    ("कविता", "kavita"),
    ("संदीपन", "sandeepan"),
    ("नंदिता", "nandita"),
    ("गौरीश", "gaurish"),
    ("हेमांगी", "hemangi"),
)
DEVANAGARI_LAST: Final = (
    ("कुलकर्णी", "kulkarni"),
    ("शर्मिष्ठ", "sharmishth"),
    ("चतुर्वेदी", "chaturvedi"),
    ("देशपांडे", "deshpande"),
    ("त्रिवेदी", "trivedi"),
    ("श्रीवास्तव", "shrivastav"),
    ("जोगळेकर", "joglekar"),
    ("गायकवाड", "gaikwad"),
    ("उपाध्याय", "upadhyay"),
    ("भारद्वाज", "bharadwaj"),
    ("मिश्रा", "mishra"),
    ("पाटील", "patil"),
)

FIRM_HEAD: Final = _words(
    """Nilgiri Kaveri Sahyadri Aravalli Vindhya Malabar Konkan Deccan Chilika Godavari Narmada
    Tungabhadra Indrayani Satpura Coromandel Doab Sabarmati Krishnaveni Banyan Peepal Marigold
    Sandal Indigo Kesar Jasmine Lotusleaf Monsoon Bluekite Redchilli Silverloom"""
)
FIRM_TAIL: Final = _words(
    """Foods Textiles Logistics Retail Software Interiors Tools Chemicals Garments Travels Motors
    Papers Ceramics Exports Traders Media Farms Packaging Electricals Furnishings"""
)
FIRM_FORM: Final = ("Pvt Ltd", "LLP", "Ltd", "and Co")

#: City, state, first three digits of its PIN codes.
CITIES: Final = (
    ("Bengaluru", "Karnataka", "560"),
    ("Pune", "Maharashtra", "411"),
    ("Mumbai", "Maharashtra", "400"),
    ("Chennai", "Tamil Nadu", "600"),
    ("Hyderabad", "Telangana", "500"),
    ("Kochi", "Kerala", "682"),
    ("Ahmedabad", "Gujarat", "380"),
    ("Jaipur", "Rajasthan", "302"),
    ("Lucknow", "Uttar Pradesh", "226"),
    ("Kolkata", "West Bengal", "700"),
    ("Bhubaneswar", "Odisha", "751"),
    ("Guwahati", "Assam", "781"),
    ("Indore", "Madhya Pradesh", "452"),
    ("Chandigarh", "Chandigarh", "160"),
    ("Coimbatore", "Tamil Nadu", "641"),
    ("Nagpur", "Maharashtra", "440"),
)
HOMES: Final = (
    "Lotus Residency",
    "Shanti Enclave",
    "Palm Heights",
    "Sunrise Towers",
    "Green Acres",
)
TITLES: Final = (
    "Operations Manager",
    "Head of Finance",
    "IT Administrator",
    "Founder",
    "Procurement Lead",
    "HR Manager",
    "Product Owner",
    "Office Coordinator",
)
